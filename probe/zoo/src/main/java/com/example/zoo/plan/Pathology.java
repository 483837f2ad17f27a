package com.example.zoo.plan;

import java.util.Map;

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

    /**
     * What of it can be told besides its cause, by the name that a probe gives it: {@code peer}, {@code path}, {@code
     * lock_owner}, {@code awaited} as a class. Asked before its first turn.
     */
    default Map<String, String> details() {
        return Map.of();
    }

    /** Gives back what it holds, after its last turn. */
    default void close() throws Exception {}
}
