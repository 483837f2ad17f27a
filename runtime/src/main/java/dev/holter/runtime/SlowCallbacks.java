package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Logs callbacks that held the loop for long. One reading of the clock for each boundary between two. */
final class SlowCallbacks {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());

    private final long thresholdNanos;

    SlowCallbacks(Duration threshold) {
        this.thresholdNanos = threshold.toNanos();
    }

    /** A callback has ended. */
    void ended(Handle handle, long fromNanos, long toNanos) {
        if (toNanos - fromNanos >= thresholdNanos) {
            LOG.log(
                    Level.WARNING,
                    "{0} held the loop for {1} ms",
                    handle,
                    Long.toString(TimeUnit.NANOSECONDS.toMillis(toNanos - fromNanos)));
        }
    }
}
