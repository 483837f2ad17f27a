/** A service that uses the jar as it ships: it imports the public API alone, and runs in a process without any other library. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
