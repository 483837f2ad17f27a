/**
 * What the hooks cost a whole service: the throughput of an HTTP server with and without them. May import
 * the probe, the hooks, Netty and the tables of the package above. Start with {@link
 * dev.holter.benchmarks.hooked.HookedThroughput}.
 */
@NullMarked
package dev.holter.benchmarks.hooked;

import org.jspecify.annotations.NullMarked;
