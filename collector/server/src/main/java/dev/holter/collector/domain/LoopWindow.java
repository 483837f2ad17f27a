package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The last few reports of one loop, so that rates can be told: bounded, with the times at which they
 * arrived. Reports closer together than a quarter of a second replace each other, so that the window
 * reaches back at least seven seconds. Safe for any thread.
 *
 * <p>A rate from before a freeze would be pushed out by a long one. Hence the rate is taken down
 * whenever a request finishes, and stays as it is while none does.
 */
public final class LoopWindow {
    private static final int CAPACITY = 32;
    private static final long SPACING_NANOS = Duration.ofMillis(250).toNanos();
    private static final long RATE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long SHORTEST_RATE_NANOS = Duration.ofMillis(900).toNanos();
    private static final long UNKNOWN = -1;

    private final long[] atNanos = new long[CAPACITY];
    private final long[] started = new long[CAPACITY];
    private final long[] finished = new long[CAPACITY];
    private final long[] cpuNanos = new long[CAPACITY];
    private final long[] busyNanos = new long[CAPACITY];
    private final RecentHistogram lag = new RecentHistogram();
    private int first;
    private int size;
    private long quietSinceNanos;
    private double rateBeforeQuiet;

    LoopWindow() {}

    /**
     * A time in which no request finished.
     *
     * @param length how long it has lasted, by the reports
     * @param rateBefore requests a second that were started in the seconds before it
     * @param leastInFlight requests that were in flight all the time
     * @param cpuShare CPU time of the loop's thread as a share of a core; empty where unknown
     */
    public record Quiet(Duration length, double rateBefore, long leastInFlight, OptionalDouble cpuShare) {}

    /**
     * The time in which no request has finished, as of the last report.
     *
     * @param window how long it has to have lasted; in flight and CPU are those of its last part of
     *     about this length
     * @return empty where a request finished in the window, or none are counted
     */
    public synchronized Optional<Quiet> quiet(Duration window) {
        if (size == 0 || finished[slot(size - 1)] == UNKNOWN) {
            return Optional.empty();
        }
        int last = slot(size - 1);
        int start = lastAtOrBefore(atNanos[last] - window.toNanos());
        if (start < 0 || atNanos[slot(start)] < quietSinceNanos) {
            return Optional.empty();
        }
        int begin = slot(start);
        return Optional.of(new Quiet(
                Duration.ofNanos(atNanos[last] - quietSinceNanos),
                rateBeforeQuiet,
                started[begin] - finished[begin],
                share(cpuNanos, begin, last)));
    }

    /** Lag of the heartbeats of the last minute or half of it; since the loop is watched where that is less. */
    public synchronized Histogram lag() {
        return lag.values();
    }

    /** CPU time of the loop's thread over the last seconds as a share of a core; empty where unknown. */
    public synchronized OptionalDouble cpuShare() {
        return recentShare(cpuNanos);
    }

    /** Time in callbacks over the last seconds as a share of the time, 0 to 1; empty where they are not timed. */
    public synchronized OptionalDouble busyShare() {
        OptionalDouble share = recentShare(busyNanos);
        return share.isPresent() ? OptionalDouble.of(Math.min(1, share.getAsDouble())) : share;
    }

    /**
     * CPU time of the loop's thread as a share of a core, from the first report after a time to the last
     * one; empty where there are not two, or it is not known.
     */
    public synchronized OptionalDouble cpuShareSince(Instant from) {
        long fromNanos = nanos(from);
        for (int i = 0; i < size - 1; i++) {
            if (atNanos[slot(i)] >= fromNanos) {
                return share(cpuNanos, slot(i), slot(size - 1));
            }
        }
        return OptionalDouble.empty();
    }

    synchronized void add(LoopState state, Instant now) {
        long at = nanos(now);
        if (size > 0 && at < atNanos[slot(size - 1)]) {
            size = 0; // the clock was set back: what was recorded cannot be compared
        }
        long before = size == 0 ? UNKNOWN : finished[slot(size - 1)];
        int slot = nextSlot(at);
        atNanos[slot] = at;
        started[slot] = state.requestsStarted().orElse(UNKNOWN);
        finished[slot] = state.requestsFinished().orElse(UNKNOWN);
        cpuNanos[slot] = state.cpuNanos().orElse(UNKNOWN);
        busyNanos[slot] = state.callbacks().map(CallbackState::busyNanos).orElse(UNKNOWN);
        lag.add(state.lag(), now);
        if (finished[slot] != before) {
            quietSinceNanos = at;
            rateBeforeQuiet = startedRate();
        }
    }

    private int nextSlot(long at) {
        boolean crowded = size >= 2 && at - atNanos[slot(size - 2)] < SPACING_NANOS;
        if (crowded) {
            return slot(size - 1);
        }
        if (size == CAPACITY) {
            first = (first + 1) % CAPACITY;
        } else {
            size++;
        }
        return slot(size - 1);
    }

    private double startedRate() {
        int last = slot(size - 1);
        for (int i = 0; i < size - 1; i++) {
            int from = slot(i);
            long span = atNanos[last] - atNanos[from];
            if (span <= RATE_NANOS && started[from] != UNKNOWN) {
                return span < SHORTEST_RATE_NANOS ? 0 : (started[last] - started[from]) * 1e9 / span;
            }
        }
        return 0;
    }

    private OptionalDouble recentShare(long[] spent) {
        for (int i = 0; i < size - 1; i++) {
            long span = atNanos[slot(size - 1)] - atNanos[slot(i)];
            if (span <= RATE_NANOS && spent[slot(i)] != UNKNOWN) {
                return span < SHORTEST_RATE_NANOS ? OptionalDouble.empty() : share(spent, slot(i), slot(size - 1));
            }
        }
        return OptionalDouble.empty();
    }

    private OptionalDouble share(long[] spent, int from, int to) {
        long span = atNanos[to] - atNanos[from];
        if (span <= 0 || spent[from] == UNKNOWN || spent[to] == UNKNOWN) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) Math.max(0, spent[to] - spent[from]) / span);
    }

    private int lastAtOrBefore(long at) {
        int i = size - 1;
        while (i >= 0 && atNanos[slot(i)] > at) {
            i--;
        }
        return i;
    }

    private int slot(int i) {
        return (first + i) % CAPACITY;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
