package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The values that a cumulative histogram took in lately: those of the last 30 to 60 seconds, since two
 * earlier states of it are kept and no more. In the first 30 seconds of a loop, all of them. Not safe for
 * several threads.
 */
final class RecentHistogram {
    private static final Duration STEP = Duration.ofSeconds(30);

    private @Nullable Histogram base;
    private @Nullable Histogram nextBase;
    private @Nullable Histogram latest;
    private Instant nextBaseAt = Instant.MIN;

    void add(Histogram histogram, Instant now) {
        if (nextBase == null || now.isBefore(nextBaseAt)) {
            base = null; // the clock was set back: what was kept is of no known age
            startStep(histogram, now);
        } else if (!now.isBefore(nextBaseAt.plus(STEP))) {
            base = nextBase;
            startStep(histogram, now);
        }
        latest = histogram;
    }

    /** Called after the first {@link #add}. */
    Histogram values() {
        if (latest == null) {
            throw new IllegalStateException("nothing was added yet");
        }
        return base == null ? latest : latest.since(base);
    }

    private void startStep(Histogram histogram, Instant now) {
        nextBase = histogram;
        nextBaseAt = now;
    }
}
