/** Loops that stand still in one way and then in another, one mistake a class. Imports the plan, the peers and what takes long; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.mixed;

import org.jspecify.annotations.NullMarked;
