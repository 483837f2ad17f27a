/**
 * What the agent costs a whole service: the throughput of an HTTP server with and without it. The server has none of
 * Holter's code; its client may import the tables of the package above. Start with {@link
 * dev.holter.benchmarks.agent.AgentCost}.
 */
@NullMarked
package dev.holter.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
