package dev.holter.system;

import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.ExponentialHistogram;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.LoopState;
import dev.holter.wire.v1.ProbeServiceGrpc;
import dev.holter.wire.v1.StateReport;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One stream to a collector on which a test sends what it likes. */
final class WireProbe implements AutoCloseable {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ManagedChannel channel;
    private final StreamObserver<ConnectRequest> requests;
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final CountDownLatch welcome = new CountDownLatch(1);

    private WireProbe(String collector) {
        channel = NettyChannelBuilder.forTarget(collector).usePlaintext().build();
        requests = ProbeServiceGrpc.newStub(channel).connect(new Answers());
    }

    /** Connects without a word. */
    static WireProbe connect(String collector) {
        return new WireProbe(collector);
    }

    /** Connects and introduces itself; waits for the welcome. */
    static WireProbe introduced(String collector, String service) throws InterruptedException {
        WireProbe probe = new WireProbe(collector);
        probe.requests.onNext(ConnectRequest.newBuilder()
                .setIntroduction(Introduction.newBuilder()
                        .setService(service)
                        .setProcess("1@test")
                        .setRunId("run-" + System.nanoTime())
                        .setStartedAtUnixNanos(System.currentTimeMillis() * 1_000_000)
                        .setHeartbeatIntervalNanos(SECOND / 100)
                        .setStallThresholdNanos(SECOND / 20)
                        .setReportIntervalNanos(SECOND))
                .build());
        if (!probe.welcome.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no welcome; the stream's end: " + probe.end);
        }
        return probe;
    }

    /** A loop that has beaten once. */
    static LoopState.Builder loop(String name) {
        return LoopState.newBuilder()
                .setLoop(name)
                .setKind("test")
                .setHeartbeats(1)
                .setLagSeconds(lag());
    }

    /** A histogram of one heartbeat. */
    static ExponentialHistogram.Builder lag() {
        return ExponentialHistogram.newBuilder()
                .setSchema(5)
                .setCount(1)
                .setSum(0.001)
                .addBucketGaps(-300)
                .addBucketCounts(1);
    }

    void send(StateReport.Builder state) {
        requests.onNext(ConnectRequest.newBuilder().setState(state).build());
    }

    void send(Incident.Builder incident) {
        requests.onNext(ConnectRequest.newBuilder().setIncident(incident).build());
    }

    /** How the collector ended the stream. */
    CompletableFuture<Status> end() {
        return end;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Answers implements StreamObserver<ConnectResponse> {
        @Override
        public void onNext(ConnectResponse response) {
            if (response.hasWelcome()) {
                welcome.countDown();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
