/** Loops that sleep, one mistake a class. Imports the plan; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.sleep;

import org.jspecify.annotations.NullMarked;
