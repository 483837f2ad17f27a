/**
 * The runtime's loop beside others: Netty's in Java, asyncio's and uvloop's in Python. Each runs in a process of its own,
 * by turns. May import the runtime, Netty and the tables of the package above. Start with {@link
 * dev.holter.benchmarks.loops.LoopRates}, {@link dev.holter.benchmarks.loops.EchoRates} and {@link
 * dev.holter.benchmarks.loops.LoopMemory}.
 */
@NullMarked
package dev.holter.benchmarks.loops;

import org.jspecify.annotations.NullMarked;
