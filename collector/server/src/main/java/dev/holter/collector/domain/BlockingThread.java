package dev.holter.collector.domain;

import java.util.List;

/**
 * The thread that holds what a stalled loop waits for.
 *
 * @param thread its name
 * @param state its state when the stack was taken
 * @param frames innermost first
 */
public record BlockingThread(String thread, String state, List<StackFrame> frames) {}
