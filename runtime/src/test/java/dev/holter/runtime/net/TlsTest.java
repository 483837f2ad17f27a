package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.Task;
import dev.holter.runtime.sync.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends IoTest {
    private static SSLContext context;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        context = Keys.make(folder);
    }

    private static void echo(Connection connection) throws IOException {
        byte[] block = connection.reader().read(8192);
        while (block.length > 0) {
            connection.writer().write(block);
            connection.writer().drain();
            block = connection.reader().read(8192);
        }
    }

    private static InetSocketAddress named(String host, Server server) {
        return InetSocketAddress.createUnresolved(host, ((InetSocketAddress) server.address()).getPort());
    }

    @Test
    void whatIsWritten_comesBack() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsTest::echo);
                    Connection client = Streams.connectTls(named("localhost", server), context)) {
                client.writer().write("secret");

                assertThat(client.reader().readExactly(6)).asString(UTF_8).isEqualTo("secret");
                assertThat(client.session())
                        .hasValueSatisfying(
                                session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.3"));
            }
        });
    }

    @Test
    void megabytes_comeBackWhole() throws Exception {
        byte[] much = new byte[2 * 1024 * 1024];
        for (int i = 0; i < much.length; i++) {
            much[i] = (byte) ((i * 7) >>> 2);
        }
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsTest::echo);
                    Connection client = Streams.connectTls(named("localhost", server), context)) {
                Task<byte[]> back = Async.createTask(() -> client.reader().readExactly(much.length));
                client.writer().write(much);
                client.writer().drain();

                assertThat(Async.await(back)).isEqualTo(much);
            }
        });
    }

    @Test
    void closedOutput_isTheEndForThePeer() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, connection -> {
                        log.add(new String(connection.reader().readAll(), UTF_8));
                        connection.writer().write("bye");
                    });
                    Connection client = Streams.connectTls(named("localhost", server), context)) {
                client.writer().write("all of it");
                client.writer().closeOutput();
                assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("bye");
            }
        });

        assertThat(log).containsExactly("all of it");
    }

    @Test
    void peerThatNobodyTrusts_isRefused() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsTest::echo)) {
                assertThatThrownBy(() -> Streams.connectTls(named("localhost", server), SSLContext.getDefault()))
                        .isInstanceOf(SSLException.class);
            }
        });
    }

    @Test
    void certificateForAnotherHost_isRefused() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsTest::echo)) {
                assertThatThrownBy(() -> Streams.connectTls(named("127.0.0.1", server), context))
                        .isInstanceOf(SSLException.class);
            }
        });
    }

    @Test
    void peerThatSpeaksNoTls_isToldAtOnce() throws Exception {
        go(() -> {
            try (Server server = Streams.serve(anyPort(), connection -> {
                connection.reader().read(1);
                connection.writer().write("HTTP/1.1 400 Bad Request\r\n\r\n");
            })) {
                assertThatThrownBy(() -> Streams.connectTls(named("localhost", server), context))
                        .isInstanceOf(SSLException.class);
            }
        });
    }

    @Test
    void peerThatEndsDuringTheHandshake_isToldAsThat() throws Exception {
        go(() -> {
            try (Server server =
                    Streams.serve(anyPort(), connection -> connection.reader().read(1))) {
                assertThatThrownBy(() -> Streams.connectTls(named("localhost", server), context))
                        .isInstanceOf(IOException.class);
            }
        });
    }

    @Test
    void clientThatSaysNothing_isNotWaitedForLong() throws Exception {
        Tls impatient = Tls.of(context).withHandshakeTimeout(Duration.ofMillis(50));
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), impatient, TlsTest::echo);
                    Connection silent = Streams.connect(server.address())) {
                silent.reader().readAll();
            }
        });

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception())
                        .isInstanceOf(SSLException.class)
                        .hasMessage("the peer did not end the TLS handshake within 50 ms"));
    }

    @Test
    void serverThatSaysNothing_isNotWaitedForLong() throws Exception {
        Tls impatient = Tls.of(context).withHandshakeTimeout(Duration.ofMillis(50));
        go(() -> {
            try (Server server =
                    Streams.serve(anyPort(), connection -> connection.reader().readAll())) {
                assertThatThrownBy(() -> Streams.connectTls(named("localhost", server), impatient))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("within 50 ms");
            }
        });
    }

    @Test
    void peerThatReadsNothing_isNotWaitedForLongOnceTheConnectionIsClosed() throws Exception {
        Tls impatient = Tls.of(context).withShutdownTimeout(Duration.ofMillis(50));
        go(() -> {
            Event isOver = new Event();
            try (Server server = Streams.serveTls(anyPort(), context, connection -> isOver.await());
                    Connection client = Streams.connectTls(named("localhost", server), impatient)) {
                client.writer().write(new byte[16 * 1024 * 1024]);
                client.writer().close();
                client.writer().awaitClosed();
                isOver.set();
            }
        });
    }

    @Test
    void handshakeThatIsCancelledAnywhere_ends() throws Exception {
        go(() -> {
            try (Server server = Streams.serveTls(anyPort(), context, TlsTest::echo)) {
                for (int passes = 0; passes < 40; passes++) {
                    Task<Connection> connecting =
                            Async.createTask(() -> Streams.connectTls(named("localhost", server), context));
                    for (int i = 0; i < passes; i++) {
                        Async.yieldNow();
                    }
                    connecting.cancel();
                    Async.wait(List.of(connecting), Async.WaitUntil.ALL_COMPLETED);
                    log.add("ended");
                }
            }
        });

        assertThat(log).hasSize(40);
    }

    @Test
    void timeoutThatGivesNoTime_isRefused() {
        assertThatThrownBy(() -> Tls.of(context).withHandshakeTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
