/**
 * Finds event loops in a running process, from its threads and the objects that they can reach. May import the
 * probe's API, its executor adapter and nothing of the libraries whose loops it finds; the agent's thread calls it,
 * and the probe's watchdog the loops that came out. Begin reading at {@link dev.holter.agent.discovery.LoopFinder}.
 */
@NullMarked
package dev.holter.agent.discovery;

import org.jspecify.annotations.NullMarked;
