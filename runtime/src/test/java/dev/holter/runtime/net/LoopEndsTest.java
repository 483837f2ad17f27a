package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopLocal;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left open when a loop is closed. */
class LoopEndsTest extends IoTest {
    private static final int MUCH = 10 * 1024 * 1024;

    private static Socket blockingClient(SocketAddress address) throws IOException {
        InetSocketAddress internet = (InetSocketAddress) address;
        Socket socket = new Socket(internet.getAddress(), internet.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void serverThatWasForgotten_freesItsPort() throws Exception {
        Server server = loop.runUntilComplete(
                () -> Streams.serve(anyPort(), connection -> connection.reader().readAll()));
        loop.close();

        assertThatThrownBy(() -> blockingClient(server.address())).isInstanceOf(IOException.class);
        InetSocketAddress address = (InetSocketAddress) server.address();
        try (ServerSocket next = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            assertThat(next.isBound()).isTrue();
        }
        server.close();
    }

    @Test
    void fileOfAUnixServerThatWasForgotten_isRemoved(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("forgotten.sock");
        go(() -> Streams.serve(UnixDomainSocketAddress.of(path), connection -> {}));
        assertThat(path).exists();
        loop.close();

        assertThat(Files.exists(path)).isFalse();
    }

    @Test
    void connectionThatWasForgotten_endsForItsPeer() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, anyPort().getAddress())) {
            Connection client = loop.runUntilComplete(() -> Streams.connect(listening.getLocalSocketAddress()));
            try (Socket peer = listening.accept()) {
                peer.setSoTimeout(10_000);
                loop.close();

                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(client.writer().isClosing()).isTrue();
            client.close();
        }
    }

    @Test
    void whatIsQueuedWhenTheLoopIsClosed_goesOutAsFarAsThereIsRoom() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, anyPort().getAddress())) {
            Connection client = loop.runUntilComplete(() -> Streams.connect(listening.getLocalSocketAddress()));
            try (Socket peer = listening.accept()) {
                peer.setSoTimeout(10_000);
                go(() -> client.writer().write(new byte[MUCH]));
                byte[] first = peer.getInputStream().readNBytes(64 * 1024);
                client.close();
                loop.close();

                assertThat(first).hasSize(64 * 1024);
                assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void datagramEndpointThatWasForgotten_freesItsPort() throws Exception {
        InetSocketAddress address =
                loop.runUntilComplete(() -> DatagramEndpoint.bind(anyPort()).address());
        loop.close();

        try (DatagramSocket next = new DatagramSocket(address)) {
            assertThat(next.isBound()).isTrue();
        }
    }

    @Test
    void closedServer_waitsUntilWhatItsHandlersWroteIsOut() throws Exception {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        go(() -> {
            Server server = Streams.serve(anyPort(), connection -> {
                connection.reader().read(1);
                connection.writer().write(new byte[MUCH]);
                log.add("served");
            });
            Thread.ofPlatform().start(() -> received.complete(countWhatComes(server.address())));
            while (log.isEmpty()) {
                Async.yieldNow();
            }
            server.close();
            server.awaitClosed();

            assertThat(server.connections()).isZero();
        });
        loop.close();

        assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(MUCH);
    }

    private static int countWhatComes(SocketAddress address) {
        try (Socket socket = blockingClient(address)) {
            socket.getOutputStream().write('x');
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException lost) {
            return -1;
        }
    }

    @Test
    void localThatIsCloseable_isClosedOnce_andMayStillCallTheLoop() {
        LoopLocal<AutoCloseable> local = new LoopLocal<>(() -> () -> {
            log.add(loop.isClosed() ? "too late" : "closed");
            loop.callSoon(() -> log.add("never"));
        });
        local.of(loop);
        loop.close();
        loop.close();

        assertThat(log).containsExactly("closed");
    }

    @Test
    void localThatCannotBeClosed_isTold_andHoldsNothingElseUp() {
        new LoopLocal<AutoCloseable>(() -> () -> {
                    throw new IllegalStateException("as planned");
                })
                .of(loop);
        loop.close();

        assertThat(loop.isClosed()).isTrue();
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).hasMessage("as planned"));
    }

    @Test
    void programThatEndsWithAnOpenConnection_hasSentWhatItWrote() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, anyPort().getAddress())) {
            String got = EventLoop.runMain(() -> {
                Connection client = Streams.connect(listening.getLocalSocketAddress());
                client.writer().write("bye");
                return "done";
            });
            try (Socket peer = listening.accept()) {
                peer.setSoTimeout(10_000);
                assertThat(new String(peer.getInputStream().readAllBytes(), UTF_8))
                        .isEqualTo("bye");
            }
            assertThat(got).isEqualTo("done");
        }
    }
}
