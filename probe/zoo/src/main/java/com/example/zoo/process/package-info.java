/** Loops that wait for a child process, one mistake a class. Imports the plan; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.process;

import org.jspecify.annotations.NullMarked;
