package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopFuture;
import dev.holter.runtime.Task;
import dev.holter.runtime.Wakeup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with the JDK's own sockets at the other end, on a thread that may block. */
@Timeout(30)
class TlsPeersTest extends IoTest {
    private static final int PATIENCE_MS = 10_000;

    private static SSLContext context;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        context = Keys.make(folder);
    }

    private static void echo(Connection connection) throws IOException {
        for (byte[] some = connection.reader().read(8192);
                some.length > 0;
                some = connection.reader().read(8192)) {
            connection.writer().write(some);
            connection.writer().drain();
        }
    }

    private static SSLSocket client(Server server, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket("127.0.0.1", ((InetSocketAddress) server.address()).getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(PATIENCE_MS);
        socket.startHandshake();
        return socket;
    }

    private static String exchange(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return new String(socket.getInputStream().readNBytes(text.length()), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void eachVersion_isSpoken(String protocol) throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsPeersTest::echo)) {
                LoopFuture<String> talk = Async.toThread(() -> {
                    try (SSLSocket socket = client(server, protocol)) {
                        return exchange(socket, "hello") + " by "
                                + socket.getSession().getProtocol();
                    }
                });

                assertThat(Async.await(talk)).isEqualTo("hello by " + protocol);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void newKeys_areAgreedOn() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsPeersTest::echo)) {
                LoopFuture<String> talk = Async.toThread(() -> {
                    try (SSLSocket socket = client(server, "TLSv1.3")) {
                        StringBuilder back = new StringBuilder();
                        for (int i = 0; i < 3; i++) {
                            socket.startHandshake(); // which asks for new keys, and for the server's
                            back.append(exchange(socket, "key " + i + " "));
                        }
                        return back.toString();
                    }
                });

                assertThat(Async.await(talk)).isEqualTo("key 0 key 1 key 2 ");
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void secondHandshakeOfAClient_endsItsConnectionAlone() throws Exception {
        go(() -> {
            Server server = Streams.serveTls(anyPort(), context, TlsPeersTest::echo);
            LoopFuture<String> talk = Async.toThread(() -> {
                try (SSLSocket socket = client(server, "TLSv1.2")) {
                    exchange(socket, "hello");
                    socket.startHandshake();
                    return exchange(socket, "again");
                }
            });

            assertThatThrownBy(() -> Async.await(talk))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            server.close();
            server.awaitClosed();
        });

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception())
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("second TLS handshake"));
    }

    @Test
    void secondHandshakeWhileTheServerWrites_endsTheConnection() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsPeersTest::writeAndRead)) {
                LoopFuture<byte[]> talk = Async.toThread(() -> {
                    try (SSLSocket socket = client(server, "TLSv1.2")) {
                        socket.getInputStream().readNBytes(10);
                        socket.startHandshake();
                        return socket.getInputStream().readAllBytes();
                    }
                });

                assertThatThrownBy(() -> Async.await(talk))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
        });
    }

    private static void writeAndRead(Connection connection) throws Exception {
        StreamWriter writer = connection.writer();
        Task<Boolean> writing = Async.createTask(() -> {
            while (!writer.isClosing()) {
                writer.write("x");
                Async.sleep(Duration.ofMillis(1));
            }
            return true;
        });
        try {
            connection.reader().readAll();
        } finally {
            connection.close();
            Async.await(writing);
        }
    }

    @Test
    void serverThatAsksForASecondHandshake_isRefused() throws Exception {
        go(() -> {
            SSLServerSocket listening = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 1, anyPort().getAddress());
            try (listening) {
                listening.setEnabledProtocols(new String[] {"TLSv1.2"});
                LoopFuture<Integer> asked = Async.toThread(() -> {
                    try (SSLSocket socket = (SSLSocket) listening.accept()) {
                        socket.setSoTimeout(PATIENCE_MS);
                        socket.getInputStream().read();
                        socket.startHandshake();
                        return socket.getInputStream().read();
                    }
                });
                InetSocketAddress address = InetSocketAddress.createUnresolved("localhost", listening.getLocalPort());
                try (Connection client = Streams.connectTls(address, context)) {
                    client.writer().write("x");

                    assertThatThrownBy(() -> client.reader().read(1))
                            .isInstanceOf(SSLException.class)
                            .hasMessageContaining("second TLS handshake");
                }
                assertThatThrownBy(() -> Async.await(asked)).isInstanceOf(IOException.class);
            }
        });
    }

    @Test
    void closedConnections_endWithAFarewell() throws Exception {
        go(() -> {
            Wakeup served = new Wakeup("a client");
            try (Server server = Streams.serveTls(anyPort(), context, connection -> {
                connection.writer().write(connection.reader().read(5));
                served.wake();
                connection.reader().read(1);
            })) {
                LoopFuture<Integer> end = Async.toThread(() -> {
                    try (SSLSocket socket = client(server, "TLSv1.3")) {
                        exchange(socket, "hello");
                        return socket.getInputStream().read(); // throws where there is no farewell
                    }
                });
                served.await();
                server.closeConnections();

                assertThat(Async.await(end)).isEqualTo(-1);
            }
        });
    }
}
