package dev.holter.collector.domain;

/**
 * One loop with its recent past.
 *
 * @param window goes on changing; safe for any thread
 */
public record LoopView(LoopState state, LoopWindow window) {}
