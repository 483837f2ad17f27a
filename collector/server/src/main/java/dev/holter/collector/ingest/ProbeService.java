package dev.holter.collector.ingest;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.ProbeServiceGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes streams in, as many at a time as the limit allows. Called by the transport's threads. */
final class ProbeService implements BindableService {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeService.class);

    private final IngestContext context;
    private final OpenStreams openStreams;
    private final ScheduledExecutorService timer;
    private final Duration introductionPatience;

    /**
     * Takes streams in.
     *
     * @param timer ends streams that do not introduce themselves in time
     */
    ProbeService(IngestContext context, ScheduledExecutorService timer, Duration introductionPatience) {
        this.context = context;
        this.timer = timer;
        this.introductionPatience = introductionPatience;
        this.openStreams = new OpenStreams(context.limits().connections(), context.counters());
    }

    /** The service as generated, but for the limit on the size of a message. */
    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<ConnectRequest, ConnectResponse> generated = ProbeServiceGrpc.getConnectMethod();
        MethodDescriptor<ConnectRequest, ConnectResponse> connect = generated.toBuilder(
                        new SizeLimit(context.limits().messageBytes(), generated.getRequestMarshaller()),
                        generated.getResponseMarshaller())
                .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(ProbeServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(ProbeServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(connect)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(connect, ServerCalls.asyncBidiStreamingCall(this::connect))
                .build();
    }

    private StreamObserver<ConnectRequest> connect(StreamObserver<ConnectResponse> responses) {
        context.counters().increment(CollectorCounter.CONNECTIONS);
        // What the library hands over is always of this type.
        ServerCallStreamObserver<ConnectResponse> probe = (ServerCallStreamObserver<ConnectResponse>) responses;
        String remote = PeerAddress.current();
        ProbeStream stream = new ProbeStream(context, openStreams, probe, remote);
        if (!openStreams.open(stream)) {
            return refuse(probe, remote);
        }
        stream.open();
        ScheduledFuture<?> _ = timer.schedule(
                () -> stream.requireIntroduction(introductionPatience),
                introductionPatience.toNanos(),
                TimeUnit.NANOSECONDS);
        return stream;
    }

    private StreamObserver<ConnectRequest> refuse(ServerCallStreamObserver<ConnectResponse> probe, String remote) {
        context.counters().increment(CollectorCounter.REJECTED_CONNECTIONS);
        LOG.warn(
                "Refused a stream from {}: {} are open, which is the limit",
                remote,
                context.limits().connections());
        probe.setOnCancelHandler(() -> {});
        probe.onError(Status.RESOURCE_EXHAUSTED
                .withDescription("connections: the limit of " + context.limits().connections() + " is reached")
                .asRuntimeException());
        return new IgnoredStream();
    }

    /** Of a stream that is over before it began. */
    private static final class IgnoredStream implements StreamObserver<ConnectRequest> {
        @Override
        public void onNext(ConnectRequest request) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }
}
