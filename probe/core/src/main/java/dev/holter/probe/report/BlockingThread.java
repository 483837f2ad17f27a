package dev.holter.probe.report;

import java.util.List;

/**
 * The thread that holds what a stalled loop waits for.
 *
 * @param name name of the thread
 * @param state state of the thread when its stack was taken
 * @param frames its stack, innermost first
 */
public record BlockingThread(String name, Thread.State state, List<StackTraceElement> frames) {
    public BlockingThread {
        name = Names.of(name);
        frames = List.copyOf(frames);
    }
}
