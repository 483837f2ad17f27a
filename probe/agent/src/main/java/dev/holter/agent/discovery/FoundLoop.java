package dev.holter.agent.discovery;

import dev.holter.probe.Loop;
import java.util.concurrent.ExecutorService;

/**
 * A loop that runs on a thread. Not to be kept: it keeps the loop alive.
 *
 * @param executor the service's own object
 * @param loop the same for the probe, which does not keep it alive
 */
public record FoundLoop(ExecutorService executor, Loop loop) {}
