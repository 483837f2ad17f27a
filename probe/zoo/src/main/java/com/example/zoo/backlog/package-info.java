/** Loops with too many short callbacks, one mistake a class. Imports the plan; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.backlog;

import org.jspecify.annotations.NullMarked;
