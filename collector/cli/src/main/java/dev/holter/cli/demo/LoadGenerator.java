package dev.holter.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An open-loop load: requests leave on a fixed schedule whatever becomes of the earlier ones, and each
 * one's latency counts from the time at which it was due. A generator that waits for answers would send
 * almost nothing while the server stands still, and so hide the delay that it is to measure.
 *
 * <p>One thread keeps the schedule, and sends to the connections in turn. Safe for any thread.
 */
final class LoadGenerator implements AutoCloseable {
    private final List<LoadConnection> connections = new ArrayList<>();
    private final RequestLog log = new RequestLog();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final long periodNanos;
    private final Instant begun = Instant.now();
    private final long begunNanos = System.nanoTime();
    private final Thread scheduler;
    private volatile long firstDueNanos;
    private volatile boolean closed;

    private LoadGenerator(int rate) {
        this.periodNanos = Duration.ofSeconds(1).toNanos() / rate;
        this.scheduler = Thread.ofPlatform().daemon().name("load-schedule").unstarted(this::keepSchedule);
    }

    /**
     * Connects, and begins to send.
     *
     * @param rate requests a second, over all connections
     * @throws DemoFailure where the server does not take a connection
     */
    static LoadGenerator start(InetSocketAddress server, int rate, int connections) {
        LoadGenerator load = new LoadGenerator(rate);
        try {
            for (int i = 0; i < connections; i++) {
                load.connections.add(LoadConnection.open(server, load::answered));
            }
        } catch (IOException e) {
            load.close();
            throw new DemoFailure("cannot connect to the service at " + server + ": " + e.getMessage(), e);
        }
        load.scheduler.start();
        return load;
    }

    /** Requests that were due and have no answer yet. */
    long waiting() {
        return sent.get() - answered.get();
    }

    /** Requests that were due until then and have no answer yet; counts only before recording stops. */
    long unansweredOfDueUntil(Instant instant) {
        long nanos = nanosOf(instant);
        long due = Math.min(sent.get(), Math.max(0, (nanos - firstDueNanos) / periodNanos + 1));
        return due - log.answeredOfDueUntil(nanos);
    }

    /** Records no more: what is answered from now on is not in a later report. */
    void stopRecording() {
        log.stop();
    }

    /**
     * Of the requests that were waiting at some time between the two, those that took at least so long.
     * Those without an answer yet are in {@code unanswered} and nowhere else.
     */
    LoadReport report(Instant from, Instant to, Duration atLeast) {
        long[] delayed = log.delayedBetween(nanosOf(from), nanosOf(to), atLeast.toNanos());
        return new LoadReport(
                sent.get(), unansweredOfDueUntil(to), delayed.length, millis(delayed, 0.5), millis(delayed, 1));
    }

    /** Stops to send and ends every connection. */
    @Override
    public void close() {
        closed = true;
        try {
            for (LoadConnection connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keepSchedule() {
        firstDueNanos = now();
        for (long i = 0; !closed; i++) {
            long due = firstDueNanos + i * periodNanos;
            for (long early = due - now(); early > 0; early = due - now()) {
                LockSupport.parkNanos(early);
            }
            sent.incrementAndGet();
            connections.get((int) (i % connections.size())).send(due);
        }
    }

    private void answered(long due) {
        log.add(due, now() - due);
        answered.incrementAndGet();
    }

    private long now() {
        return System.nanoTime() - begunNanos;
    }

    private long nanosOf(Instant instant) {
        return Duration.between(begun, instant).toNanos();
    }

    private static double millis(long[] sortedNanos, double quantile) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(quantile * sortedNanos.length);
        return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
    }
}
