/**
 * The way from the watchdog to the sinks, on a thread of its own. Start with {@link
 * dev.holter.probe.deliver.Reporter}.
 */
@NullMarked
package dev.holter.probe.deliver;

import org.jspecify.annotations.NullMarked;
