package dev.holter.probe.report;

import dev.holter.probe.histogram.HistogramSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Cumulative state of one loop. Immutable.
 *
 * @param loop name of the loop
 * @param kind kind of the loop
 * @param heartbeats heartbeats that ran since the loop is watched
 * @param lagSeconds lag of every heartbeat that was due, those included that could not be scheduled
 *     because one was outstanding
 * @param heartbeatAgeNanos nanoseconds since the outstanding heartbeat was due; 0 where none is late
 * @param stallAgeNanos nanoseconds since the stall began; empty while the loop is not stalled
 * @param stalls stalls by cause; only causes that occurred
 * @param cpuNanos CPU time of the loop's thread since the loop is watched; empty where unknown
 * @param tasksPending callbacks queued and not started; empty where the loop cannot tell
 * @param tasksLive tasks or coroutines started and not finished; empty where the loop has none
 * @param requestsStarted requests started since the loop is watched; empty where none are counted
 * @param requestsFinished requests finished or given up, of those; empty where none are counted
 * @param requestsPerSecond requests a second over the last second in which the loop ran; empty where
 *     none are counted
 * @param callbacks what its callbacks did; empty where they cannot be timed
 * @param runDelayNanos how long the loop's thread was ready to run and had no processor, since the loop
 *     is watched; empty where unknown
 */
public record LoopState(
        String loop,
        String kind,
        long heartbeats,
        HistogramSnapshot lagSeconds,
        long heartbeatAgeNanos,
        OptionalLong stallAgeNanos,
        Map<Cause, StallTotal> stalls,
        OptionalLong cpuNanos,
        OptionalInt tasksPending,
        OptionalInt tasksLive,
        OptionalLong requestsStarted,
        OptionalLong requestsFinished,
        OptionalDouble requestsPerSecond,
        Optional<CallbackState> callbacks,
        OptionalLong runDelayNanos) {
    public LoopState {
        stalls = Map.copyOf(stalls);
    }
}
