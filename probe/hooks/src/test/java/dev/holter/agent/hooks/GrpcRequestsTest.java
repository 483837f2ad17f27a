package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GrpcRequestsTest {
    private static final MethodDescriptor<String, String> ECHO = method("Echo", MethodType.UNARY);
    private static final MethodDescriptor<String, String> COUNT = method("Count", MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<String, String> CHAT = method("Chat", MethodType.BIDI_STREAMING);

    private final HookedProcess process = new HookedProcess();

    enum Transport {
        NETTY {
            @Override
            ServerBuilder<?> server(InetSocketAddress address) {
                return NettyServerBuilder.forAddress(address);
            }

            @Override
            ManagedChannel channel(InetSocketAddress address) {
                return NettyChannelBuilder.forAddress(address).usePlaintext().build();
            }
        },
        SHADED {
            @Override
            ServerBuilder<?> server(InetSocketAddress address) {
                return io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forAddress(address);
            }

            @Override
            ManagedChannel channel(InetSocketAddress address) {
                return io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress(address)
                        .usePlaintext()
                        .build();
            }
        };

        abstract ServerBuilder<?> server(InetSocketAddress address);

        abstract ManagedChannel channel(InetSocketAddress address);
    }

    @AfterEach
    void close() {
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void unaryAndStreamingCalls_areOneRequestEach(Transport transport) throws Exception {
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            echo(20, channel);
            Iterator<String> counted =
                    ClientCalls.blockingServerStreamingCall(channel, COUNT, CallOptions.DEFAULT, "100");
            counted.forEachRemaining(unused -> {});
            process.awaitRequests(21, 21);
        } finally {
            end(channel, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openStream_isInFlightUntilItIsCancelled(Transport transport) throws Exception {
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            var call = channel.newCall(CHAT, CallOptions.DEFAULT);
            StreamObserver<String> chat = ClientCalls.asyncBidiStreamingCall(call, new Ignored());
            chat.onNext("hello");
            process.awaitRequests(1, 0);

            call.cancel("enough", null);
            process.awaitRequests(1, 1);
        } finally {
            end(channel, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openStreams_areGivenUpWithTheirConnection(Transport transport) throws Exception {
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            for (int i = 0; i < 3; i++) {
                ClientCalls.asyncBidiStreamingCall(channel.newCall(CHAT, CallOptions.DEFAULT), new Ignored())
                        .onNext("hello");
            }
            process.awaitRequests(3, 0);
            channel.shutdownNow();
            process.awaitRequests(3, 3);
        } finally {
            end(channel, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedCall_isARequestToo(Transport transport) throws Exception {
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            MethodDescriptor<String, String> unknown = method("Unknown", MethodType.UNARY);
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> ClientCalls.blockingUnaryCall(channel, unknown, CallOptions.DEFAULT, "x"))
                    .matches(failed -> failed.getStatus().getCode() == Status.Code.UNIMPLEMENTED);
            process.awaitRequests(1, 1);
        } finally {
            end(channel, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectionThatIsOlderThanTheWatch_isCountedOnce(Transport transport) throws Exception {
        process.lookAway();
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            echo(3, channel);
            process.awaitRequests(0, 0);
            process.lookBack();
            echo(5, channel);
            process.awaitRequests(5, 5);
        } finally {
            end(channel, server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamThatIsOlderThanTheWatch_endsNoOther(Transport transport) throws Exception {
        process.lookAway();
        Server server = start(transport);
        ManagedChannel channel = transport.channel(loopback(server.getPort()));
        try {
            var older = channel.newCall(CHAT, CallOptions.DEFAULT);
            ClientCalls.asyncBidiStreamingCall(older, new Ignored()).onNext("hello");
            echo(1, channel);
            process.lookBack();
            ClientCalls.asyncBidiStreamingCall(channel.newCall(CHAT, CallOptions.DEFAULT), new Ignored())
                    .onNext("hello");
            process.awaitRequests(1, 0);
            older.cancel("enough", null);
            echo(1, channel);
            process.awaitRequests(2, 1);
        } finally {
            end(channel, server);
        }
    }

    @Test
    void connectionThatEarlierHooksCounted_isCountedByTheNext() throws Exception {
        Server server = start(Transport.SHADED);
        ManagedChannel channel = Transport.SHADED.channel(loopback(server.getPort()));
        try {
            echo(2, channel);
            process.awaitRequests(2, 2);
            process.close();
            try (HookedProcess next = new HookedProcess()) {
                echo(1, channel); // its loop takes the turn after it to be found by
                echo(5, channel);
                next.awaitRequests(5, 5);
                assertThat(process.requests().started()).isEqualTo(3);
            }
        } finally {
            end(channel, server);
        }
    }

    private static void echo(int times, ManagedChannel channel) {
        for (int i = 0; i < times; i++) {
            assertThat(ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, "beat"))
                    .isEqualTo("beat");
        }
    }

    private static Server start(Transport transport) throws IOException {
        ServerServiceDefinition orders = ServerServiceDefinition.builder("shop.Orders")
                .addMethod(ECHO, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .addMethod(COUNT, ServerCalls.asyncServerStreamingCall((request, answer) -> {
                    for (int i = 0; i < Integer.parseInt(request); i++) {
                        answer.onNext(String.valueOf(i));
                    }
                    answer.onCompleted();
                }))
                .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(answer -> new Ignored()))
                .build();
        return transport.server(loopback(0)).addService(orders).build().start();
    }

    private static void end(ManagedChannel channel, Server server) throws InterruptedException {
        assertThat(channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName("shop.Orders/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Ignored implements StreamObserver<String> {

        @Override
        public void onNext(String value) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
    }
}
