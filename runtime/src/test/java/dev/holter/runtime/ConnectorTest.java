package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With real connections, to a server of its own. */
class ConnectorTest extends LoopTest {
    private ServerSocket server;
    private SocketChannel channel;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        channel = SocketChannel.open();
        channel.configureBlocking(false);
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
        server.close();
    }

    /** Whether it is to be waited for; on loopback it may be there at once. */
    private void connect() throws Exception {
        channel.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
    }

    private void finish() {
        try {
            log.add("connected: " + channel.finishConnect());
        } catch (java.io.IOException e) {
            log.add("refused");
        }
        loop.removeConnector(channel);
        loop.stop();
    }

    @Test
    void connector_isCalledWhenTheConnectionIsMade() throws Exception {
        loop.addConnector(channel, this::finish);
        connect();
        loop.runForever();

        assertThat(log).containsExactly("connected: true");
        assertThat(faults).isEmpty();
    }

    @Test
    void connector_isCalledWhenTheConnectionIsRefused() throws Exception {
        server.close();
        loop.addConnector(channel, this::finish);
        connect();
        loop.runForever();

        assertThat(log).containsExactly("refused");
    }

    @Test
    void connectorTakenBack_isNotCalled() throws Exception {
        loop.addConnector(channel, () -> log.add("no"));
        assertThat(loop.removeConnector(channel)).isTrue();
        assertThat(loop.removeConnector(channel)).isFalse();
        connect();
        go(() -> Async.sleep(ms(10)));

        assertThat(log).isEmpty();
    }

    @Test
    void secondConnector_takesThePlaceOfTheFirst() throws Exception {
        loop.addConnector(channel, () -> log.add("first"));
        loop.addConnector(channel, this::finish);
        connect();
        loop.runForever();

        assertThat(log).containsExactly("connected: true");
    }

    @Test
    void connectorAndReader_areTwo() throws Exception {
        loop.addConnector(channel, () -> log.add("connector"));
        loop.addReader(channel, () -> log.add("reader"));

        assertThat(loop.removeConnector(channel)).isTrue();
        assertThat(loop.removeReader(channel)).isTrue();
        assertThat(loop.removeWriter(channel)).isFalse();
    }

    @Test
    void connectorOfAServer_isRefused() throws Exception {
        try (java.nio.channels.ServerSocketChannel listening = java.nio.channels.ServerSocketChannel.open()) {
            listening.configureBlocking(false);

            assertThatThrownBy(() -> loop.addConnector(listening, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
