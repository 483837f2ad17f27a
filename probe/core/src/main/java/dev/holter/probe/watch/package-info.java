/**
 * Heartbeats, their watchdog, and the stalls it follows. May import every other package of this module;
 * all but the heartbeat and the sampler belongs to the watchdog thread. Start with {@link
 * dev.holter.probe.watch.StallWatchdog} and {@link dev.holter.probe.watch.LoopMonitor}.
 */
@NullMarked
package dev.holter.probe.watch;

import org.jspecify.annotations.NullMarked;
