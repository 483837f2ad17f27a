package dev.holter.probe.stream;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.IncidentAck;
import dev.holter.wire.v1.ProbeServiceGrpc;
import dev.holter.wire.v1.Welcome;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real gRPC server on 127.0.0.1 that keeps what it receives and answers in its manner. */
final class TestCollector implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(work, "test-collector"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "test-collector-timer"));
    private final BlockingQueue<ConnectRequest> received = new LinkedBlockingQueue<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger completedStreams = new AtomicInteger();
    private final Manner manner;
    private final Server server;
    private final int port;

    enum Manner {
        /** Welcomes, and acknowledges every incident. */
        ACKNOWLEDGES,
        /** Welcomes, takes everything and acknowledges nothing. */
        TAKES,
        /** Welcomes, and never asks for a message. */
        NEVER_READS,
        /** Welcomes, acknowledges incidents, but ends the stream over those whose id begins with "bad". */
        REFUSES_BAD_INCIDENTS,
        /** Ends the stream over the introduction. */
        REFUSES_INTRODUCTIONS
    }

    private TestCollector(int port, Manner manner) throws IOException {
        this.manner = manner;
        this.server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        InsecureServerCredentials.create())
                .executor(threads)
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .addService(new Service())
                .build()
                .start();
        this.port = server.getPort();
    }

    static TestCollector start(Manner manner) throws IOException {
        return startOn(0, manner);
    }

    static TestCollector startOn(int port, Manner manner) throws IOException {
        return new TestCollector(port, manner);
    }

    int port() {
        return port;
    }

    int streams() {
        return streams.get();
    }

    int completedStreams() {
        return completedStreams.get();
    }

    /** The next message, waited for. */
    ConnectRequest next() throws InterruptedException {
        ConnectRequest request = received.poll(PATIENCE_SECONDS, SECONDS);
        if (request == null) {
            throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return request;
    }

    /** The next message that is of interest, waited for; those before it are forgotten. */
    ConnectRequest next(Predicate<ConnectRequest> which) throws InterruptedException {
        List<ConnectRequest> others = new ArrayList<>();
        long start = System.nanoTime();
        ConnectRequest request = next();
        while (!which.test(request)) {
            others.add(request);
            if (System.nanoTime() - start > SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("nothing of interest within " + PATIENCE_SECONDS + " s, but " + others);
            }
            request = next();
        }
        return request;
    }

    Incident nextIncident() throws InterruptedException {
        return next(ConnectRequest::hasIncident).getIncident();
    }

    /** What has come and was not asked for; null where there is nothing. */
    @Nullable
    ConnectRequest poll() {
        return received.poll();
    }

    /** Cuts every connection, as the death of the process would. */
    @Override
    public void close() {
        try {
            server.shutdownNow().awaitTermination(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
            timer.shutdown();
        }
    }

    private final class Service extends ProbeServiceGrpc.ProbeServiceImplBase {
        @Override
        public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
            streams.incrementAndGet();
            if (manner == Manner.NEVER_READS) {
                ((ServerCallStreamObserver<ConnectResponse>) responses).disableAutoRequest();
                responses.onNext(welcome());
            }
            return new Stream(responses);
        }
    }

    private final class Stream implements StreamObserver<ConnectRequest> {
        private final StreamObserver<ConnectResponse> responses;
        private boolean isOver;

        Stream(StreamObserver<ConnectResponse> responses) {
            this.responses = responses;
        }

        @Override
        public void onNext(ConnectRequest request) {
            if (isOver) {
                return;
            }
            received.add(request);
            switch (request.getMessageCase()) {
                case INTRODUCTION -> introduced();
                case INCIDENT -> answer(request.getIncident());
                case STATE, MESSAGE_NOT_SET -> {}
            }
        }

        @Override
        public void onError(Throwable problem) {}

        @Override
        public void onCompleted() {
            completedStreams.incrementAndGet();
            responses.onCompleted();
        }

        private void introduced() {
            if (manner == Manner.REFUSES_INTRODUCTIONS) {
                refuse("introduction.service: not known here");
            } else {
                responses.onNext(welcome());
            }
        }

        private void answer(Incident incident) {
            if (manner == Manner.REFUSES_BAD_INCIDENTS && incident.getId().startsWith("bad")) {
                refuse("incident.id: starts with \"bad\"");
            } else if (manner != Manner.TAKES) {
                responses.onNext(acknowledgement(incident));
            }
        }

        private void refuse(String description) {
            isOver = true;
            responses.onError(
                    Status.INVALID_ARGUMENT.withDescription(description).asException());
        }
    }

    private static ConnectResponse welcome() {
        return ConnectResponse.newBuilder()
                .setWelcome(Welcome.newBuilder().setCollectorVersion("test"))
                .build();
    }

    private static ConnectResponse acknowledgement(Incident incident) {
        return ConnectResponse.newBuilder()
                .setIncidentAck(IncidentAck.newBuilder().setId(incident.getId()).setRevision(incident.getRevision()))
                .build();
    }
}
