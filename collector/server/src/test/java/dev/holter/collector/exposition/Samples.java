package dev.holter.collector.exposition;

import dev.holter.collector.domain.BlockingThread;
import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.CallbackType;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Histogram;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StackSample;
import dev.holter.collector.domain.StallPart;
import dev.holter.collector.domain.StallTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Loops, histograms and incidents as a probe reports them. */
public final class Samples {
    /** Schema at which probes record. */
    public static final int SCHEMA = 5;

    private static final double ZERO_THRESHOLD = Math.scalb(1.0, -20);

    private Samples() {}

    /** A loop of this process that runs, with a request in flight. */
    public static LoopState running(ProcessKey process, String loop) {
        return loop(process, loop, OptionalLong.empty(), Map.of());
    }

    /** A loop that has been stalled in a socket call for a while. */
    public static LoopState stalled(ProcessKey process, String loop, Duration age) {
        long nanos = age.toNanos();
        return loop(process, loop, OptionalLong.of(nanos), Map.of(Cause.SOCKET, new StallTotal(0, nanos)));
    }

    /** A loop. */
    public static LoopState loop(
            ProcessKey process, String loop, OptionalLong stallAgeNanos, Map<Cause, StallTotal> stalls) {
        return new LoopState(
                new LoopKey(process, loop),
                "netty",
                6000,
                histogram(0.0005, 0.0005, 0.002, 0.1),
                0,
                stallAgeNanos,
                stalls,
                OptionalLong.of(1_500_000_000L),
                OptionalLong.of(3),
                OptionalLong.of(7),
                OptionalLong.of(500),
                OptionalLong.of(499),
                OptionalDouble.of(100),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** A loop with hooks in it, whose callbacks were timed and whose thread had to wait for a processor. */
    public static LoopState hooked(ProcessKey process, String loop) {
        LoopState running = running(process, loop);
        return new LoopState(
                running.key(),
                running.kind(),
                running.heartbeats(),
                running.lag(),
                0,
                OptionalLong.empty(),
                Map.of(),
                running.cpuNanos(),
                running.tasksPending(),
                running.tasksLive(),
                running.requestsStarted(),
                running.requestsFinished(),
                running.requestsPerSecond(),
                Optional.of(callbacks()),
                OptionalLong.of(250_000_000));
    }

    private static CallbackState callbacks() {
        return new CallbackState(
                3,
                1,
                182_000_000,
                histogram(0.0005, 0.002, 0.18),
                histogram(0.003, 0.2),
                List.of(
                        new CallbackType("com.acme.Render", 1, 180_000_000, 180_000_000),
                        new CallbackType("com.acme.Ping", 2, 2_000_000, 1_500_000)));
    }

    /** A histogram of these values, bucketed one by one from the definition of a bucket. */
    public static Histogram histogram(double... values) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        long zeros = 0;
        double sum = 0;
        for (double value : values) {
            sum += value;
            if (value <= ZERO_THRESHOLD) {
                zeros++;
            } else {
                buckets.merge(index(value, SCHEMA), 1L, Long::sum);
            }
        }
        int[] indexes = buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] counts = buckets.values().stream().mapToLong(Long::longValue).toArray();
        return new Histogram(SCHEMA, ZERO_THRESHOLD, zeros, values.length, sum, indexes, counts);
    }

    /** Index of the bucket with {@code lower < value <= upper}. */
    public static int index(double value, int schema) {
        int index = (int) Math.ceil(Math.log(value) / Math.log(2) * (1 << schema));
        while (value > upperBound(index, schema)) {
            index++;
        }
        while (value <= upperBound(index - 1, schema)) {
            index--;
        }
        return index;
    }

    /** Upper boundary of a bucket. */
    public static double upperBound(int index, int schema) {
        int split = 1 << schema;
        int exponent = Math.floorDiv(index, split);
        return Math.scalb(Math.pow(2, (double) Math.floorMod(index, split) / split), exponent);
    }

    /** An incident with everything that can be known, begun at this time. */
    public static Incident incident(String id, LoopKey loop, boolean open, Instant startedAt, Duration duration) {
        StackFrame culprit = new StackFrame("com.acme.checkout.HealthCheck", "ping", "HealthCheck.java", 42);
        StackFrame read = new StackFrame("sun.nio.ch.SocketDispatcher", "read0", "SocketDispatcher.java", -1);
        Instant receivedAt = startedAt.plusMillis(62);
        return new Incident(
                id,
                1,
                loop,
                "netty",
                open,
                startedAt,
                duration.toNanos(),
                receivedAt,
                receivedAt,
                Cause.SOCKET,
                0.95,
                Optional.of(culprit),
                Map.of("peer", "127.0.0.1:8099"),
                OptionalDouble.of(0.0012),
                OptionalDouble.of(0.04),
                new Demand(OptionalDouble.of(198.5), OptionalLong.of(17), OptionalLong.of(3)),
                List.of(new StackSample(50_400_000, "RUNNABLE", OptionalLong.of(80_000), List.of(read, culprit))),
                List.of("CPU time of the loop's thread stood still."),
                List.of(new StallPart(Cause.SOCKET, 1_200_000_000), new StallPart(Cause.GC, 300_000_000)),
                Optional.of(new BlockingThread("pool-1", "RUNNABLE", List.of(read))));
    }
}
