/** What stops the whole process, one way a class: no callback is to blame. Imports the plan; the main thread calls it. Start with any. */
@NullMarked
package com.example.zoo.pause;

import org.jspecify.annotations.NullMarked;
