package com.example.zoo.plan;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** What a healthy service does: nothing that anybody should hear of. The main thread calls it. */
@FunctionalInterface
public interface Routine {

    /**
     * Does it for that long, then returns.
     *
     * @param loops the event loops, each as what runs a task on it
     */
    void live(Duration time, List<Executor> loops) throws Exception;
}
