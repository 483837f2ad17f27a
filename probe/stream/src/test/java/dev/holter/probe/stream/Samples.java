package dev.holter.probe.stream;

import dev.holter.probe.histogram.SingleWriterHistogram;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Findings to send. */
final class Samples {
    private Samples() {}

    static ProcessIdentity identity() {
        return new ProcessIdentity(
                "orders",
                "42@host",
                "run-1",
                1_700_000_000_000_000_001L,
                42,
                "host",
                "OpenJDK 17",
                "0.1.0",
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(1));
    }

    static ProcessState state(long sequence, String... loops) {
        return new ProcessState(
                sequence,
                1_700_000_001_000_000_000L + sequence,
                OptionalLong.empty(),
                Map.of(),
                Map.of(),
                Stream.of(loops).map(Samples::loop).toList());
    }

    static LoopState loop(String name) {
        return new LoopState(
                name,
                "executor",
                0,
                new SingleWriterHistogram().snapshot(),
                0,
                OptionalLong.empty(),
                Map.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    static Incident incident(String id, long revision, String loop) {
        return incident(id, revision, loop, "thread state TIMED_WAITING in 3 of 3 samples");
    }

    static Incident incident(String id, long revision, String loop, String evidence) {
        return new Incident(
                id,
                revision,
                loop,
                "executor",
                true,
                1_700_000_001_000_000_000L,
                60_000_000,
                Cause.SLEEP,
                0.9,
                Optional.empty(),
                Map.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                new Demand(OptionalDouble.empty(), OptionalLong.empty(), OptionalInt.empty()),
                List.of(),
                List.of(evidence),
                List.of(),
                Optional.empty());
    }
}
