/** Services that are well, one kind a class. Imports the plan; the main thread calls it. Start with any. */
@NullMarked
package com.example.zoo.healthy;

import org.jspecify.annotations.NullMarked;
