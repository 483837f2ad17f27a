/**
 * Streams, servers, datagrams, processes and signals for the coroutines of an {@link dev.holter.runtime.EventLoop},
 * after asyncio's. A coroutine that reads waits, and the loop runs the others meanwhile; what is written is queued,
 * and {@code drain} waits where too much is.
 */
@NullMarked
package dev.holter.runtime.net;

import org.jspecify.annotations.NullMarked;
