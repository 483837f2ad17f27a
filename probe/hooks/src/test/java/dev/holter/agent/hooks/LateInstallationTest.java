package dev.holter.agent.hooks;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("deprecation") // the event loop group of 4.1 is what most services have
class LateInstallationTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";

    @Test
    void connectionThatWasOpenBefore_isCountedFromTheNextTurnOfItsLoop() throws IOException {
        try (NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class);
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send(GET);
            client.readUntil("orders");

            try (HookedProcess process = new HookedProcess()) {
                server.loop().submit(() -> {}).syncUninterruptibly();
                client.send(GET.repeat(3));
                for (int i = 0; i < 3; i++) {
                    client.readUntil("orders");
                }
                process.awaitRequests(3, 3);
            }
        }
    }

    @Test
    void connectionThatEarlierHooksCounted_isCountedByTheNext() throws IOException {
        try (NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class);
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int requests = 1; requests <= 3; requests++) {
                try (HookedProcess process = new HookedProcess()) {
                    server.loop().submit(() -> {}).syncUninterruptibly();
                    client.send(GET.repeat(requests));
                    for (int i = 0; i < requests; i++) {
                        client.readUntil("orders");
                    }
                    process.awaitRequests(requests, requests);
                }
            }
        }
    }

    @Test
    void requestThatWasInFlightBefore_isNotCounted() throws IOException {
        try (NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class);
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            client.send("POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            client.readUntil("100 Continue\r\n\r\n");

            try (HookedProcess process = new HookedProcess()) {
                server.loop().submit(() -> {}).syncUninterruptibly();
                client.send("beef");
                client.readUntil("orders");
                client.send(GET);
                client.readUntil("orders");
                process.awaitRequests(1, 1);
            }
        }
    }

    @Test
    void hooksThatAreTakenOut_leaveNoRequestInFlightOnAConnectionThatEnds() throws IOException {
        try (NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class);
                HookedProcess process = new HookedProcess()) {
            server.loop().submit(() -> {}).syncUninterruptibly();
            try (HttpClientSocket client = new HttpClientSocket(server.port())) {
                client.send(GET);
                client.readUntil("orders");
                process.awaitRequests(1, 1);
                client.send("GET /silence HTTP/1.1\r\nHost: shop\r\n\r\n");
                process.awaitRequests(2, 1);

                process.unhook();
                client.send(GET.repeat(3));
                for (int i = 0; i < 3; i++) {
                    client.readUntil("orders");
                }
                process.awaitRequests(2, 1);
            }
            process.awaitRequests(2, 2);
        }
    }
}
