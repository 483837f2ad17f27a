package com.example.zoo.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What a pathology is to do. Used on one event loop. */
public final class Request {
    private final Duration time;
    private final Executor loop;
    private final List<Part> parts = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param loop runs a task on the event loop that serves the request
     */
    public Request(Duration time, Executor loop) {
        this.time = time;
        this.loop = loop;
    }

    /** How long to keep the loop, about. */
    public Duration time() {
        return time;
    }

    /** The same in milliseconds, at least 1. */
    public long millis() {
        return Math.max(1, time.toMillis());
    }

    /** Runs a task on the event loop that serves the request, later. */
    public Executor loop() {
        return loop;
    }

    /** From now on, and until the next call, the loop stands still for this cause. */
    public void turnsTo(String cause) {
        endPart();
        parts.add(new Part(cause, new Interval(Interval.now(), 0)));
    }

    /** The parts of a stall that has several; empty where it has one. */
    List<Part> parts() {
        endPart();
        return List.copyOf(parts);
    }

    private void endPart() {
        if (!parts.isEmpty()) {
            Part last = parts.remove(parts.size() - 1);
            long end = last.interval().endNanos() == 0
                    ? Interval.now()
                    : last.interval().endNanos();
            parts.add(new Part(last.cause(), new Interval(last.interval().startNanos(), end)));
        }
    }
}
