/** Loops that compute for too long, one mistake a class. Imports the plan; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.cpu;

import org.jspecify.annotations.NullMarked;
