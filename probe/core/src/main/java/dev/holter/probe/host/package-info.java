/**
 * Readings of the JVM and the kernel: CPU times, collections, run delay. Imports nothing of ours. Start
 * with {@link dev.holter.probe.host.ProcessReadings}.
 */
@NullMarked
package dev.holter.probe.host;

import org.jspecify.annotations.NullMarked;
