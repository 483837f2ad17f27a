/**
 * Alert rules as pure functions over the domain, and the engine that runs them. Imports nothing of ours
 * but the domain, does no I/O and reads no clock: time comes in as a parameter. The assembly's evaluation thread calls it. Start with {@link
 * dev.holter.collector.alert.AlertEngine}.
 */
@NullMarked
package dev.holter.collector.alert;

import org.jspecify.annotations.NullMarked;
