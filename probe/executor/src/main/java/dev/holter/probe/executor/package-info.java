/**
 * Single-threaded executors of the JDK as loops. May import the probe's public API alone; the probe's
 * watchdog thread calls it. Start with {@link dev.holter.probe.executor.ExecutorLoop}.
 */
@NullMarked
package dev.holter.probe.executor;

import org.jspecify.annotations.NullMarked;
