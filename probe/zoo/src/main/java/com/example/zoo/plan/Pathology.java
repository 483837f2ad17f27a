package com.example.zoo.plan;

/**
 * A mistake that stops an event loop, written as an application makes it. The line of it that a probe
 * has to name carries the comment {@code // culprit}; so does every line of a calculation that has
 * several.
 */
public interface Pathology {

    /** Serves a request: keeps the event loop that calls it for about as long as the request says. */
    void handle(Request request) throws Exception;

    /** Whether the loop is held up by what {@link #handle} queued rather than by the method itself. */
    default boolean queues() {
        return false;
    }

    /** Gives back what it holds, after its last turn. */
    default void close() throws Exception {}
}
