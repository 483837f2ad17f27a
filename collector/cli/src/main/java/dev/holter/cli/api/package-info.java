/**
 * What a running collector answers over HTTP, as a client sees it. Imports Jackson and the JDK, and
 * nothing of the collector; commands call it from their own thread, and events arrive on a thread of the
 * stream. Start with {@link dev.holter.cli.api.CollectorApi}.
 */
@NullMarked
package dev.holter.cli.api;

import org.jspecify.annotations.NullMarked;
