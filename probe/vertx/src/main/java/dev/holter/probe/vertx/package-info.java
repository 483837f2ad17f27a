/**
 * Vert.x's event loops as loops, and the requests of its HTTP servers. May import the probe's public
 * API, its Netty adapter, and what Vert.x 4 and 5 have in common; runs on the probe's watchdog thread
 * and, where requests are counted, on the event loops. Start with {@link
 * dev.holter.probe.vertx.VertxLoops}.
 */
@NullMarked
package dev.holter.probe.vertx;

import org.jspecify.annotations.NullMarked;
