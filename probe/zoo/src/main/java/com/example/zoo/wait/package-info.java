/** Loops that wait for the result of another thread, one mistake a class. Imports the plan and the peers; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.wait;

import org.jspecify.annotations.NullMarked;
