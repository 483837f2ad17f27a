package dev.holter.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.ProbeServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A probe as the collector sees it: a real client with one stream, which says whatever it is told to. */
public final class WireProbe implements AutoCloseable {
    private static final long WAIT_SECONDS = 10;

    private final ManagedChannel channel;
    private final BlockingQueue<ConnectResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final StreamObserver<ConnectRequest> collector;

    public WireProbe(int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        collector = ProbeServiceGrpc.newStub(channel).connect(new StreamObserver<>() {
            @Override
            public void onNext(ConnectResponse answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable cause) {
                end.complete(Status.fromThrowable(cause));
            }

            @Override
            public void onCompleted() {
                end.complete(Status.OK);
            }
        });
    }

    public WireProbe send(ConnectRequest request) {
        collector.onNext(request);
        return this;
    }

    public WireProbe introduce() {
        send(Wire.request(Wire.introduction()));
        assertThat(answer().hasWelcome()).isTrue();
        return this;
    }

    public ConnectResponse answer() {
        try {
            ConnectResponse answer = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(answer)
                    .as("answer, or the end of the stream: " + end.getNow(null))
                    .isNotNull();
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Status end() {
        return end.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    public void complete() {
        collector.onCompleted();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            assertThat(channel.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
