package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Logs callbacks that held the loop for long. The clock is read where one ends, but takes longer than a short callback
 * does: once callbacks have turned out to be short, some are timed together. Once some have been slow together, each is
 * timed alone for a minute. For the loop's thread.
 */
final class SlowCallbacks {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());
    private static final int MOST_TOGETHER = 16;
    private static final long SHORT_NANOS = 1_000;
    private static final long CAUTIOUS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long thresholdNanos;
    private int together = 1;
    private boolean isCautious;
    private long cautiousUntilNanos;

    SlowCallbacks(Duration threshold) {
        this.thresholdNanos = threshold.toNanos();
    }

    /** How many may be timed together. */
    int together() {
        return together;
    }

    /** So many that were removed last have ended. */
    void ended(ReadyQueue ready, int count, long fromNanos, long toNanos) {
        long tookNanos = toNanos - fromNanos;
        if (tookNanos >= thresholdNanos) {
            tell(ready.lastRemoved(count), TimeUnit.NANOSECONDS.toMillis(tookNanos));
            isCautious = true;
            cautiousUntilNanos = toNanos + CAUTIOUS_NANOS;
        } else if (isCautious && toNanos - cautiousUntilNanos >= 0) {
            isCautious = false;
        }
        boolean areShort = tookNanos <= count * SHORT_NANOS;
        together = areShort && !isCautious ? Math.min(together + 1, MOST_TOGETHER) : 1;
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
                    callbacks.stream().map(Handle::toString).distinct().collect(Collectors.joining("; ")));
        }
    }
}
