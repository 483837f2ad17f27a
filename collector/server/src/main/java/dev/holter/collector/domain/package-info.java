/**
 * Processes, loops, incidents and their history as the collector knows them. Imports nothing but the
 * JDK, does no I/O and reads no clock: time comes in as a parameter. Start with {@link
 * dev.holter.collector.domain.Fleet}.
 */
@NullMarked
package dev.holter.collector.domain;

import org.jspecify.annotations.NullMarked;
