package dev.holter.collector.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A loop that is stalled, as of one look at the fleet.
 *
 * @param age time since the heartbeat was due: as last reported, and what has passed since
 * @param incident the open incident of this stall; empty until it has come
 * @param state the loop as last reported; empty before the first report of the process
 * @param cpuShare CPU time of the loop's thread over the stall as a share of a core; empty where unknown
 */
public record Stall(
        LoopKey loop,
        String kind,
        Duration age,
        Optional<Incident> incident,
        Optional<LoopState> state,
        OptionalDouble cpuShare) {}
