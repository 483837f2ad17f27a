package dev.holter.cli.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the collector's API gives it, one stall with everything known of it. Immutable.
 *
 * @param startedAt when the heartbeat that did not run was due, by the clock of the probe's host
 * @param receivedAt when the collector had it first, by the collector's clock
 * @param summary what happened, in one line
 * @param causeWords the cause, as {@code in a network call}
 * @param confidence how sure the cause is, 0 to 1
 * @param cpuRatio CPU time of the loop's thread as a share of the stall, 0 to 1
 * @param parts the ways in which the loop stood still, longest first; empty where it was one
 * @param advice what to do about it, a sentence each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IncidentView(
        String id,
        String service,
        String process,
        String loop,
        String kind,
        boolean open,
        String startedAt,
        @Nullable String receivedAt,
        double durationMs,
        @Nullable String summary,
        String cause,
        @Nullable String causeWords,
        double confidence,
        @Nullable FrameView culprit,
        @Nullable Map<String, String> detail,
        @Nullable Double cpuRatio,
        @Nullable DemandView demand,
        @Nullable List<SampleView> samples,
        @Nullable List<String> evidence,
        @Nullable List<PartView> parts,
        @Nullable BlockerView blocker,
        @Nullable List<String> advice) {

    /** {@code startedAt} as an instant. */
    public Instant started() {
        return Instant.parse(startedAt);
    }

    /** The last instant of which this version of the incident says that the loop was stalled. */
    public Instant stalledUntil() {
        return started().plusNanos((long) (durationMs * 1e6));
    }

    /** What happened in one line, as the collector tells it; which loop it is where it does not. */
    public String summaryOrWhere() {
        return summary == null ? "loop " + loop + " of " + service + " stood still" : summary;
    }

    /** What the loop did meanwhile, as {@code in a network call}. */
    public String doing() {
        return causeWords == null ? cause : causeWords;
    }

    /** One way in which the loop stood still. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PartView(String cause, String causeWords, double durationMs) {}

    /**
     * The thread that holds what the loop waits for.
     *
     * @param frames innermost first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record BlockerView(String thread, String state, List<FrameView> frames) {}

    /** What waits for the loop; null where it is not counted. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DemandView(
            @Nullable Double requestsPerSecond,
            @Nullable Long inFlight,
            @Nullable Long pending) {}

    /**
     * One stack of the stalled loop.
     *
     * @param atMs milliseconds from the start of the stall
     * @param frames innermost first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SampleView(
            double atMs, String state, @Nullable Double cpuMs, List<FrameView> frames) {}
}
