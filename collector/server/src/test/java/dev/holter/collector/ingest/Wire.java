package dev.holter.collector.ingest;

import dev.holter.wire.v1.CallbackState;
import dev.holter.wire.v1.CallbackType;
import dev.holter.wire.v1.Cause;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ExponentialHistogram;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.LoopState;
import dev.holter.wire.v1.StateReport;

/** Messages of a probe that keeps every rule, for tests to break one. */
public final class Wire {
    private Wire() {}

    public static Introduction.Builder introduction() {
        return Introduction.newBuilder()
                .setService("checkout")
                .setProcess("1@host")
                .setRunId("run-1")
                .setStartedAtUnixNanos(1_700_000_000_000_000_000L)
                .setPid(1)
                .setHost("host")
                .setRuntime("OpenJDK 17")
                .setProbeVersion("test")
                .setHeartbeatIntervalNanos(10_000_000)
                .setStallThresholdNanos(50_000_000)
                .setReportIntervalNanos(1_000_000_000);
    }

    public static StateReport.Builder state(long sequence) {
        return StateReport.newBuilder()
                .setSequence(sequence)
                .setTakenAtUnixNanos(1_700_000_001_000_000_000L + sequence)
                .addLoops(loop("loop-1", sequence));
    }

    public static LoopState.Builder loop(String name, long beats) {
        return LoopState.newBuilder()
                .setLoop(name)
                .setKind("netty")
                .setHeartbeats(beats)
                .setLagSeconds(histogram(beats));
    }

    /** Two callbacks, one of them slow. */
    public static CallbackState.Builder callbacks() {
        return CallbackState.newBuilder()
                .setCount(2)
                .setSlow(1)
                .setBusyNanos(90_000_000)
                .setDurationSeconds(histogram(1))
                .setTimerLatenessSeconds(histogram(2))
                .addWorst(callbackType("com.acme.Render", 80_000_000))
                .addWorst(callbackType("com.acme.Ping", 10_000_000));
    }

    public static CallbackType.Builder callbackType(String type, long nanos) {
        return CallbackType.newBuilder()
                .setType(type)
                .setCount(1)
                .setTotalNanos(nanos)
                .setMaxNanos(nanos);
    }

    public static ExponentialHistogram.Builder histogram(long inEachBucket) {
        return ExponentialHistogram.newBuilder()
                .setSchema(5)
                .setZeroThreshold(Math.scalb(1.0, -20))
                .setZeroCount(1)
                .setCount(1 + 2 * inEachBucket)
                .setSum(0.001)
                .addBucketGaps(-300)
                .addBucketGaps(4)
                .addBucketCounts(inEachBucket)
                .addBucketCounts(inEachBucket);
    }

    public static Incident.Builder incident(String id) {
        return Incident.newBuilder()
                .setId(id)
                .setRevision(1)
                .setLoop("loop-1")
                .setKind("netty")
                .setOpen(true)
                .setStartedAtUnixNanos(1_700_000_002_000_000_000L)
                .setDurationNanos(50_000_000)
                .setCause(Cause.CAUSE_SOCKET)
                .setConfidence(0.9);
    }

    public static ConnectRequest request(Introduction.Builder introduction) {
        return ConnectRequest.newBuilder().setIntroduction(introduction).build();
    }

    public static ConnectRequest request(StateReport.Builder state) {
        return ConnectRequest.newBuilder().setState(state).build();
    }

    public static ConnectRequest request(Incident.Builder incident) {
        return ConnectRequest.newBuilder().setIncident(incident).build();
    }
}
