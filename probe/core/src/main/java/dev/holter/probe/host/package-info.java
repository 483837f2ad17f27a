/**
 * Readings of the JVM and the kernel: CPU times, collections, run delay, throttling, what a thread sleeps in, and the
 * file or socket that it waits for. Imports nothing of ours. Start with {@link dev.holter.probe.host.ProcessReadings} and
 * {@link dev.holter.probe.host.ThreadAccounts}.
 */
@NullMarked
package dev.holter.probe.host;

import org.jspecify.annotations.NullMarked;
