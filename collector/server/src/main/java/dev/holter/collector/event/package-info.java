/**
 * What happened, told to whoever subscribed. Imports the domain, alerts and counters; the threads that
 * read streams and evaluate alerts publish. Start with {@link dev.holter.collector.event.EventFeed}.
 */
@NullMarked
package dev.holter.collector.event;

import org.jspecify.annotations.NullMarked;
