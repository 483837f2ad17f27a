package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the collector knows of one process at one time. Immutable; replaced as a whole.
 *
 * @param up whether the probe's stream is there
 * @param lastReportAt when the last report arrived, by the collector's clock; the time of the
 *     introduction before the first report
 * @param state the last report; empty before the first. Once the stream has ended, gauges
 *     are gone from it, while counters and histograms hold
 */
public record ProcessStatus(ProcessIdentity identity, boolean up, Instant lastReportAt, Optional<ProcessState> state) {
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);
    private static final int REPORTS_MISSED = 3;

    /** Whether its reports come, so that what the last one says may still hold. */
    public boolean isReporting(Instant now) {
        Duration silence = Duration.between(lastReportAt, now);
        Duration allowed = identity.reportInterval().multipliedBy(REPORTS_MISSED);
        return up && silence.compareTo(allowed.compareTo(SHORTEST_SILENCE) > 0 ? allowed : SHORTEST_SILENCE) <= 0;
    }
}
