/** Loops that wait in native code, one mistake a class. Imports the plan; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.nativecall;

import org.jspecify.annotations.NullMarked;
