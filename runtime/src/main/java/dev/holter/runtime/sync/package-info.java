/**
 * What tasks of one loop coordinate by: locks, events, queues. Imports the runtime's public API alone; everything is
 * for the loop's thread and its coroutines, so that nothing here is a lock of the JVM. Start with {@link
 * dev.holter.runtime.sync.Lock}.
 */
@NullMarked
package dev.holter.runtime.sync;

import org.jspecify.annotations.NullMarked;
