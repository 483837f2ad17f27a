package com.example.zoo.plan;

import java.time.Duration;

/** Something that stops the whole process, so that no callback is to blame. The main thread calls it. */
public interface Disturbance {

    /**
     * Lets it happen once, for about that long where it can be chosen. Blocks until it is over.
     *
     * @return when it was
     */
    Interval happen(Duration time) throws Exception;

    /** Gives back what it holds, after its last turn. */
    default void close() throws Exception {}
}
