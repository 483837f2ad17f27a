package com.example.zoo.loop;

import java.util.List;
import java.util.concurrent.Executor;

/** An HTTP service on 127.0.0.1 with two event loops, which share its connections. */
public interface Service extends AutoCloseable {
    /** How many event loops a service has. */
    int LOOPS = 2;

    /** Where it listens. */
    int port();

    /** The event loops, each as what runs a task on it. */
    List<Executor> loops();

    /** Ends it, and does not wait for requests under way. */
    @Override
    void close();
}
