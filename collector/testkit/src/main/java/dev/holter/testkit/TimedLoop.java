package dev.holter.testkit;

import dev.holter.wire.v1.CallbackState;
import dev.holter.wire.v1.CallbackType;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.ExponentialHistogram;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.LoopState;
import dev.holter.wire.v1.ProbeServiceGrpc;
import dev.holter.wire.v1.StateReport;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A process that reports one loop whose callbacks are timed, twice a second, for tests of what is made of
 * such reports: each report tells of two more callbacks, of 100 ms and slow, and of 50 ms in which the
 * loop's thread had no processor. Nothing runs but the reports.
 */
public final class TimedLoop implements AutoCloseable {
    private static final long PERIOD_NANOS = Duration.ofMillis(500).toNanos();
    private static final long CALLBACK_NANOS = Duration.ofMillis(100).toNanos();
    private static final int SCHEMA = 5;

    private final String service;
    private final ManagedChannel channel;
    private final StreamObserver<ConnectRequest> requests;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timed-loop").factory());
    private final long startedAt = System.currentTimeMillis();
    private long sequence;

    private TimedLoop(String collector, String service) {
        this.service = service;
        channel = NettyChannelBuilder.forTarget(collector).usePlaintext().build();
        requests = ProbeServiceGrpc.newStub(channel).connect(new Unheard());
        requests.onNext(ConnectRequest.newBuilder()
                .setIntroduction(introduction())
                .build());
        var _ = schedule.scheduleAtFixedRate(this::report, 0, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    /**
     * Begins to report.
     *
     * @param collector {@code HOST:PORT}
     * @param service its name: the label {@code service}
     */
    public static TimedLoop start(String collector, String service) {
        return new TimedLoop(collector, service);
    }

    /** The label {@code service} of its metrics. */
    public String service() {
        return service;
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        channel.shutdownNow();
    }

    private Introduction introduction() {
        return Introduction.newBuilder()
                .setService(service)
                .setProcess("timed@test")
                .setRunId("run-" + startedAt)
                .setStartedAtUnixNanos(startedAt * 1_000_000)
                .setHeartbeatIntervalNanos(10_000_000)
                .setStallThresholdNanos(50_000_000)
                .setReportIntervalNanos(PERIOD_NANOS)
                .build();
    }

    private void report() {
        sequence++;
        LoopState loop = LoopState.newBuilder()
                .setLoop("timed-1")
                .setKind("netty")
                .setHeartbeats(sequence)
                .setLagSeconds(histogram(sequence, 0.002))
                .setRunDelayNanos(sequence * PERIOD_NANOS / 10)
                .setCallbacks(callbacks(2 * sequence))
                .build();
        requests.onNext(ConnectRequest.newBuilder()
                .setState(StateReport.newBuilder()
                        .setSequence(sequence)
                        .setTakenAtUnixNanos(System.currentTimeMillis() * 1_000_000)
                        .addLoops(loop))
                .build());
    }

    private static CallbackState callbacks(long count) {
        return CallbackState.newBuilder()
                .setCount(count)
                .setSlow(count)
                .setBusyNanos(count * CALLBACK_NANOS)
                .setDurationSeconds(histogram(count, 0.1))
                .setTimerLatenessSeconds(histogram(count, 0.02))
                .addWorst(CallbackType.newBuilder()
                        .setType("com.acme.Render")
                        .setCount(count)
                        .setTotalNanos(count * CALLBACK_NANOS)
                        .setMaxNanos(CALLBACK_NANOS))
                .build();
    }

    private static ExponentialHistogram histogram(long count, double seconds) {
        int bucket = (int) Math.ceil(Math.log(seconds) / Math.log(2) * (1 << SCHEMA));
        return ExponentialHistogram.newBuilder()
                .setSchema(SCHEMA)
                .setCount(count)
                .setSum(count * seconds)
                .addBucketGaps(bucket)
                .addBucketCounts(count)
                .build();
    }

    /** What the collector answers does not matter here: a test sees what it makes of the reports. */
    private static final class Unheard implements StreamObserver<ConnectResponse> {
        @Override
        public void onNext(ConnectResponse response) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
