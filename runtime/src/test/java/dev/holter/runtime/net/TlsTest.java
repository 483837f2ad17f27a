package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.Task;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends IoTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static SSLContext context;

    @BeforeAll
    static void makeKeys() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        context = context(keys);
    }

    private static SSLContext context(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
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
}
