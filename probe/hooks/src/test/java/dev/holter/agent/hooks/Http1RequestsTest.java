package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("deprecation") // the event loop group of 4.1 is what most services have
class Http1RequestsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";

    private final HookedProcess process = new HookedProcess();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void requestsOfOneConnection_areCounted() throws IOException {
        try (NettyHttpServer server = server();
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 5; i++) {
                client.send(GET);
                client.readUntil("orders");
            }
            process.awaitRequests(5, 5);
        }
    }

    @Test
    void pipelinedRequests_areCounted() throws IOException {
        try (NettyHttpServer server = server();
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send(GET.repeat(10) + "GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
            client.readToEnd();
            process.awaitRequests(11, 11);
        }
    }

    @Test
    void headAndExpectedContinue_areOneRequestEach() throws IOException {
        try (NettyHttpServer server = server();
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send("HEAD / HTTP/1.1\r\nHost: shop\r\n\r\n");
            client.readUntil("\r\n\r\n");
            client.send("POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            client.readUntil("100 Continue\r\n\r\n");
            process.awaitRequests(2, 1);
            client.send("beef");
            client.readUntil("orders");
            process.awaitRequests(2, 2);
        }
    }

    @Test
    void websocketUpgrade_isOneRequest() throws IOException {
        try (NettyHttpServer server = server();
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send("""
                    GET /socket HTTP/1.1
                    Host: shop
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                    """.replace("\n", "\r\n"));
            client.readUntil("\r\n\r\n");
            client.send("\u0009\u0000"); // half of a frame without mask, which the server answers by closing
            client.readToEnd();
            process.awaitRequests(1, 1);
        }
    }

    @Test
    void unansweredRequest_isGivenUpWithItsConnection() throws IOException {
        try (NettyHttpServer server = server()) {
            try (HttpClientSocket client = new HttpClientSocket(server.port())) {
                client.send("GET /silence HTTP/1.1\r\nHost: shop\r\n\r\n");
                process.awaitRequests(1, 0);
            }
            process.awaitRequests(1, 1);
        }
    }

    @Test
    void decoderAndEncoder_areACodecInEitherOrder() throws IOException {
        try (NettyHttpServer decoderFirst = new NettyHttpServer(
                        new NioEventLoopGroup(1),
                        NioServerSocketChannel.class,
                        channel -> channel.pipeline()
                                .addLast(
                                        new HttpRequestDecoder(),
                                        new HttpResponseEncoder(),
                                        new HttpObjectAggregator(1 << 20),
                                        new NettyHttpServer.Orders()));
                NettyHttpServer encoderFirst = new NettyHttpServer(
                        new NioEventLoopGroup(1),
                        NioServerSocketChannel.class,
                        channel -> channel.pipeline()
                                .addLast(
                                        new HttpResponseEncoder(),
                                        new HttpRequestDecoder(),
                                        new HttpObjectAggregator(1 << 20),
                                        new NettyHttpServer.Orders()))) {
            for (NettyHttpServer server : new NettyHttpServer[] {decoderFirst, encoderFirst}) {
                try (HttpClientSocket client = new HttpClientSocket(server.port())) {
                    client.send(GET);
                    client.readUntil("orders");
                }
            }
            process.awaitRequests(2, 2);
        }
    }

    @Test
    void pipeline_isTheServicesOwn() throws IOException {
        Queue<List<String>> pipelines = new ConcurrentLinkedQueue<>();
        try (NettyHttpServer server = new NettyHttpServer(
                        new NioEventLoopGroup(1),
                        NioServerSocketChannel.class,
                        channel -> channel.pipeline()
                                .addLast("codec", new HttpServerCodec())
                                .addLast("aggregator", new HttpObjectAggregator(1 << 20))
                                .addLast("orders", new NettyHttpServer.Orders() {
                                    @Override
                                    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
                                        pipelines.add(ctx.pipeline().names());
                                        super.channelRead0(ctx, request);
                                    }
                                }));
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send(GET);
            client.readUntil("orders");
            process.awaitRequests(1, 1);
        }
        assertThat(pipelines)
                .singleElement(InstanceOfAssertFactories.list(String.class))
                .startsWith("codec", "aggregator", "orders")
                .hasSize(4); // and Netty's own tail
    }

    @Test
    void codecOnAnotherExecutor_isCounted() throws IOException {
        DefaultEventExecutorGroup executors = new DefaultEventExecutorGroup(1);
        try (NettyHttpServer server = new NettyHttpServer(
                        new NioEventLoopGroup(1),
                        NioServerSocketChannel.class,
                        channel -> channel.pipeline()
                                .addLast(
                                        executors,
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(1 << 20),
                                        new NettyHttpServer.Orders()));
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send(GET);
                client.readUntil("orders");
            }
            process.awaitRequests(3, 3);
        } finally {
            executors.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static NettyHttpServer server() {
        return new NettyHttpServer(new NioEventLoopGroup(2), NioServerSocketChannel.class);
    }
}
