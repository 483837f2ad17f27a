/**
 * Netty's event loops as loops, and the requests of their channels. May import the probe's public API
 * and Netty 4.1; runs on the probe's watchdog thread and, where requests are counted, on the event
 * loops. Start with {@link dev.holter.probe.netty.NettyLoops}.
 */
@NullMarked
package dev.holter.probe.netty;

import org.jspecify.annotations.NullMarked;
