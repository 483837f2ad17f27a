package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Logs callbacks that held the loop for long. The clock is read at each boundary between two; only where very many are
 * ready at once, which then are short, some are timed together, because the clock would take longer than they do. Once
 * some have been slow together, each is timed for a minute. For the loop's thread.
 */
final class SlowCallbacks {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());
    private static final int MANY = 64;
    private static final int TOGETHER = 16;
    private static final long CAUTIOUS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long thresholdNanos;
    private boolean isCautious;
    private long cautiousUntilNanos;

    SlowCallbacks(Duration threshold) {
        this.thresholdNanos = threshold.toNanos();
    }

    /** How many of so many that are ready may be timed together. */
    int together(int ready, long nowNanos) {
        if (ready < MANY) {
            return 1;
        }
        if (isCautious && nowNanos - cautiousUntilNanos >= 0) {
            isCautious = false;
        }
        return isCautious ? 1 : TOGETHER;
    }

    /** So many that were removed last have ended. */
    void ended(ReadyQueue ready, int count, long fromNanos, long toNanos) {
        if (toNanos - fromNanos >= thresholdNanos) {
            tell(ready.lastRemoved(count), TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos));
            isCautious = true;
            cautiousUntilNanos = toNanos + CAUTIOUS_NANOS;
        }
    }

    private static void tell(List<Handle> callbacks, long millis) {
        if (callbacks.size() == 1) {
            LOG.log(Level.WARNING, "{0} held the loop for {1} ms", callbacks.getFirst(), Long.toString(millis));
        } else {
            LOG.log(
                    Level.WARNING,
                    "{0} callbacks held the loop for {1} ms together: {2}",
                    callbacks.size(),
                    Long.toString(millis),
                    callbacks.stream().map(Handle::toString).collect(Collectors.joining("; ")));
        }
    }
}
