package dev.holter.runtime;

/** Hears of faults that nobody catches. Called on the loop's thread, but for exceptions that nobody retrieved. */
@FunctionalInterface
public interface ExceptionHandler {

    /** Must not block. What it throws is logged. */
    void handle(EventLoop loop, LoopFault fault);
}
