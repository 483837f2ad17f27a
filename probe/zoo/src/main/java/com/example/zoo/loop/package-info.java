/** HTTP services on real event loops, one class a library. Imports the plan; the main thread starts them. Start with {@link com.example.zoo.loop.Service}. */
@NullMarked
package com.example.zoo.loop;

import org.jspecify.annotations.NullMarked;
