package dev.holter.agent;

import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.DropTotal;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.IncidentAck;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.LoopState;
import dev.holter.wire.v1.ProbeServiceGrpc;
import dev.holter.wire.v1.Welcome;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real gRPC server on 127.0.0.1 that keeps what it receives. Any thread may ask it. */
final class TestCollector implements AutoCloseable {
    private final List<ConnectRequest> received = new CopyOnWriteArrayList<>();
    private final Server server;

    TestCollector() throws IOException {
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new Service())
                .build()
                .start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    List<Introduction> introductions() {
        return received.stream()
                .filter(ConnectRequest::hasIntroduction)
                .map(ConnectRequest::getIntroduction)
                .toList();
    }

    /** The loops that have run heartbeats, as they were last told. */
    List<LoopState> loops() {
        return received.stream()
                .filter(ConnectRequest::hasState)
                .reduce((earlier, later) -> later)
                .map(last -> last.getState().getLoopsList())
                .orElse(List.of())
                .stream()
                .filter(loop -> loop.getHeartbeats() > 0)
                .toList();
    }

    /** How many states were told. */
    long states() {
        return received.stream().filter(ConnectRequest::hasState).count();
    }

    /** Requests that the loops have begun, in all, as they were last told. */
    long requests() {
        return loops().stream().mapToLong(LoopState::getRequestsStarted).sum();
    }

    /** What was dropped of a kind, as it was last told; empty where that was never told. */
    OptionalLong dropped(String what) {
        return received.stream()
                .filter(ConnectRequest::hasState)
                .reduce((earlier, later) -> later)
                .map(last -> last.getState().getDropsList())
                .orElse(List.of())
                .stream()
                .filter(drop -> drop.getWhat().equals(what))
                .mapToLong(DropTotal::getTotal)
                .findFirst();
    }

    /** Waits for reports that were made after this call. */
    void awaitReports(int number) throws Exception {
        long before = states();
        long unused = Eventually.await("reports", this::states, now -> now >= before + number + 1);
    }

    /** Every incident that was told of, as often as it was. */
    List<Incident> incidents() {
        return received.stream()
                .filter(ConnectRequest::hasIncident)
                .map(ConnectRequest::getIncident)
                .toList();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends ProbeServiceGrpc.ProbeServiceImplBase {
        @Override
        public StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ConnectRequest request) {
                    received.add(request);
                    if (request.hasIntroduction()) {
                        responses.onNext(welcome());
                    } else if (request.hasIncident()) {
                        responses.onNext(acknowledgement(request.getIncident()));
                    }
                }

                @Override
                public void onError(Throwable problem) {}

                @Override
                public void onCompleted() {
                    responses.onCompleted();
                }
            };
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
