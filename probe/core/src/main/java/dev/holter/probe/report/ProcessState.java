package dev.holter.probe.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Cumulative state of the whole process. Immutable.
 *
 * @param sequence number of the report, from 1
 * @param takenAtEpochNanos when it was taken, nanoseconds since 1970 UTC
 * @param processCpuNanos CPU time of the process since it started; empty where unknown
 * @param pauseNanos how long the process as a whole did not run, by cause; only causes that occurred
 * @param drops what the probe dropped, by what; zero means that nothing was lost
 * @param loops every loop that is watched
 */
public record ProcessState(
        long sequence,
        long takenAtEpochNanos,
        OptionalLong processCpuNanos,
        Map<Cause, Long> pauseNanos,
        Map<String, Long> drops,
        List<LoopState> loops) {
    public ProcessState {
        pauseNanos = Map.copyOf(pauseNanos);
        drops = Map.copyOf(drops);
        loops = List.copyOf(loops);
    }
}
