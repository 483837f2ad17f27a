package dev.holter.collector.web;

import dev.holter.collector.event.CollectorEvent;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client of the event stream: what waits for it. Publishers offer, the request's thread takes. */
final class Follower {
    private static final int CAPACITY = 256;

    private final BlockingQueue<CollectorEvent> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread writer = Thread.currentThread();
    private volatile boolean ended;
    private boolean left;

    /** Hands over an event without blocking; false where this cuts the client off, which happens once. */
    boolean offer(CollectorEvent event) {
        if (ended || waiting.offer(event)) {
            return true;
        }
        end();
        return false;
    }

    /** The next event; null where none came in time or the stream has ended. */
    @Nullable
    CollectorEvent next(Duration timeout) {
        try {
            return waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            end();
            return null;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Ends the stream, also where its thread is blocked in writing. */
    synchronized void end() {
        if (!left) {
            ended = true;
            writer.interrupt();
        }
    }

    /** The request is over; its thread, which may take on another one, is left alone from here on. */
    synchronized void leave() {
        left = true;
        Thread.interrupted(); // an interrupt by end() is of no use any more
    }
}
