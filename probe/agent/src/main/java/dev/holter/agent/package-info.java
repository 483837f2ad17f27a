/**
 * The agent: the probe in a service that knows nothing of it. May import the probe, its adapters and the stream; its
 * one thread, {@code holter-agent}, runs everything here, and the JVM's own threads only start it. Begin reading at
 * {@link dev.holter.agent.Agent}.
 */
@NullMarked
package dev.holter.agent;

import org.jspecify.annotations.NullMarked;
