/**
 * Reactor Netty's event loops as loops, and the requests of its HTTP servers. May import the probe's
 * public API, its Netty adapter, and Reactor Netty 1.2; runs on the probe's watchdog thread and, where
 * requests are counted, on the event loops. Start with {@link
 * dev.holter.probe.reactor.netty.ReactorNettyLoops}.
 */
@NullMarked
package dev.holter.probe.reactor.netty;

import org.jspecify.annotations.NullMarked;
