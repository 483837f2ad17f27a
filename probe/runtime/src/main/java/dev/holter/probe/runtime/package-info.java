/**
 * Watches event loops of {@code dev.holter.runtime}: their lag, callbacks, timers and tasks, and the frames of the
 * coroutine that holds one. May import the probe and the runtime, of which neither knows the other. Start with {@link
 * dev.holter.probe.runtime.RuntimeWatch}.
 */
@NullMarked
package dev.holter.probe.runtime;

import org.jspecify.annotations.NullMarked;
