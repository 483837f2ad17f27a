/**
 * What it costs a whole process that the probe asks the JVM's flight recorder. May import the probe, its
 * adapters and {@code dev.holter.benchmarks}; classes run on their process's main thread and on loops of
 * their own. Start with {@link dev.holter.benchmarks.jfr.RecordingCost}.
 */
@NullMarked
package dev.holter.benchmarks.jfr;

import org.jspecify.annotations.NullMarked;
