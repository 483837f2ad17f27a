package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.Task;
import dev.holter.runtime.sync.Event;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest extends IoTest {

    private static void echo(Connection connection) throws IOException {
        byte[] block = connection.reader().read(8192);
        while (block.length > 0) {
            connection.writer().write(block);
            connection.writer().drain();
            block = connection.reader().read(8192);
        }
    }

    /** Sends that at once, and ends its output. */
    private static ConnectionHandler saying(String text) {
        return connection -> connection.writer().write(text);
    }

    /** A server and a client of it, for as long as the test talks. */
    private void talk(ConnectionHandler handler, Talk talk) throws Exception {
        talkAt(anyPort(), handler, talk);
    }

    private void talkAt(SocketAddress address, ConnectionHandler handler, Talk talk) throws Exception {
        go(() -> {
            try (Server server = Streams.serve(address, handler);
                    Connection client = Streams.connect(server.address())) {
                talk.with(client, server);
            }
        });
    }

    @FunctionalInterface
    private interface Talk {
        void with(Connection client, Server server) throws Exception;
    }

    @Test
    void whatIsWritten_arrivesAndComesBack() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            client.writer().write("hello");

            assertThat(client.reader().readExactly(5)).asString(UTF_8).isEqualTo("hello");
            assertThat(server.connections()).isEqualTo(1);
        });
    }

    @Test
    void manyMegabytes_comeBackWhole() throws Exception {
        byte[] much = new byte[8 * 1024 * 1024];
        for (int i = 0; i < much.length; i++) {
            much[i] = (byte) ((i * 31) >>> 3);
        }
        talk(StreamsTest::echo, (client, server) -> {
            Task<byte[]> back = Async.createTask(() -> client.reader().readExactly(much.length));
            client.writer().write(much);
            client.writer().drain();

            assertThat(Async.await(back)).isEqualTo(much);
        });
    }

    @Test
    void manyConnections_areServedAtOnce() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            for (int i = 0; i < 50; i++) {
                String text = "client " + i;
                Connection one = Streams.connect(server.address());
                Async.createTask(() -> {
                    try (one) {
                        one.writer().write(text);
                        assertThat(one.reader().readExactly(text.length()))
                                .asString(UTF_8)
                                .isEqualTo(text);
                        log.add(text);
                    }
                    return null;
                });
            }
            Async.timeout(LONG, scope -> {
                while (log.size() < 50) {
                    Async.yieldNow();
                }
                return null;
            });
        });

        assertThat(log).hasSize(50);
        assertThat(faults).isEmpty();
    }

    @Test
    void endOfStream_isAnEmptyRead() throws Exception {
        talk(saying("bye"), (client, server) -> {
            assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("bye");
            assertThat(client.reader().isAtEnd()).isTrue();
            assertThat(client.reader().read(10)).isEmpty();
            assertThat(client.reader().read(ByteBuffer.allocate(10))).isEqualTo(-1);
        });
    }

    @Test
    void readExactly_ofMoreThanComes_givesWhatCame() throws Exception {
        talk(saying("abc"), (client, server) -> {
            assertThatThrownBy(() -> client.reader().readExactly(10))
                    .isInstanceOfSatisfying(
                            IncompleteReadException.class,
                            e -> assertThat(e.partial()).asString(UTF_8).isEqualTo("abc"))
                    .hasMessageContaining("10");
        });
    }

    @Test
    void lines_endWithALineFeedOrTheStream() throws Exception {
        talk(saying("one\r\ntwo\n\nlast"), (client, server) -> {
            StreamReader reader = client.reader();
            assertThat(reader.readLine()).isEqualTo("one");
            assertThat(reader.readLine()).isEqualTo("two");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo("last");
            assertThat(reader.readLine()).isNull();
        });
    }

    @Test
    void readUntil_givesTheSeparatorToo() throws Exception {
        talk(saying("name=value;;rest"), (client, server) -> {
            assertThat(client.reader().readUntil(";;".getBytes(UTF_8)))
                    .asString(UTF_8)
                    .isEqualTo("name=value;;");
            assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("rest");
        });
    }

    @Test
    void separatorInTwoPieces_isFound() throws Exception {
        ConnectionHandler inPieces = connection -> {
            connection.writer().write("head;");
            Async.sleep(Duration.ofMillis(20));
            connection.writer().write(";tail");
        };
        talk(
                inPieces,
                (client, server) -> assertThat(client.reader().readUntil(";;".getBytes(UTF_8)))
                        .asString(UTF_8)
                        .isEqualTo("head;;"));
    }

    @Test
    void lineBeyondTheLimit_isRefusedAndKept() throws Exception {
        String line = "x".repeat(StreamReader.LIMIT + 10);
        talk(saying(line + "\n"), (client, server) -> {
            assertThatThrownBy(() -> client.reader().readLine()).isInstanceOf(LimitOverrunException.class);
            assertThat(client.reader().readAll()).hasSize(line.length() + 1);
        });
    }

    @Test
    void peerThatSendsFasterThanItIsRead_doesNotHoldTheLoop() throws Exception {
        byte[] much = new byte[256 * 1024];
        ConnectionHandler sending = connection -> connection.writer().write(much);
        talk(sending, (client, server) -> {
            client.reader().read(1);
            Task<@Nullable Void> others = Async.createTask(() -> {
                while (true) {
                    log.add("another");
                    Async.yieldNow();
                }
            });
            for (int i = 0; i < 200; i++) {
                client.reader().read(1024);
            }
            others.cancel();
        });

        assertThat(log).hasSizeGreaterThan(4);
    }

    @Test
    void closedOutput_isTheEndForThePeer_whileInputGoesOn() throws Exception {
        ConnectionHandler handler = connection -> {
            byte[] all = connection.reader().readAll();
            connection.writer().write(all.length + " bytes");
        };
        talk(handler, (client, server) -> {
            client.writer().write("12345");
            client.writer().closeOutput();

            assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("5 bytes");
            assertThatThrownBy(() -> client.writer().write("more")).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void drain_waitsForAPeerThatDoesNotRead() throws Exception {
        Event mayRead = new Event();
        byte[] much = new byte[16 * 1024 * 1024];
        ConnectionHandler slow = connection -> {
            mayRead.await();
            assertThat(connection.reader().readExactly(much.length)).hasSize(much.length);
            connection.writer().write("thanks");
        };
        talk(slow, (client, server) -> {
            client.writer().write(much);
            Task<@Nullable Void> drain = Async.createTask(() -> {
                client.writer().drain();
                log.add("drained");
                return null;
            });
            Async.sleep(Duration.ofMillis(50));
            assertThat(drain.isDone()).isFalse();

            mayRead.set();
            assertThat(client.reader().readExactly(6)).asString(UTF_8).isEqualTo("thanks");
            Async.await(drain);
        });

        assertThat(log).containsExactly("drained");
    }

    @Test
    void close_sendsWhatIsQueuedFirst() throws Exception {
        byte[] much = new byte[4 * 1024 * 1024];
        ConnectionHandler counting =
                connection -> log.add(Integer.toString(connection.reader().readAll().length));
        talk(counting, (client, server) -> {
            client.writer().write(much);
            client.close();
            client.writer().awaitClosed();
            server.close();
            server.awaitClosed();
        });

        assertThat(log).containsExactly(Integer.toString(much.length));
    }

    @Test
    void abort_losesWhatIsQueued() throws Exception {
        ConnectionHandler counting =
                connection -> log.add(connection.reader().readAll().length < 64 * 1024 * 1024 ? "less" : "all");
        talk(counting, (client, server) -> {
            client.writer().write(new byte[64 * 1024 * 1024]);
            client.writer().abort();
            client.writer().awaitClosed();
            server.close();
            server.awaitClosed();
        });

        assertThat(log).containsExactly("less");
    }

    @Test
    void readerOfAClosedConnection_isAtItsEnd() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            Task<byte[]> read = Async.createTask(() -> client.reader().read(10));
            Async.yieldNow();
            client.close();

            assertThat(Async.await(read)).isEmpty();
        });
    }

    @Test
    void drainAfterThePeerIsGone_fails() throws Exception {
        talk(connection -> connection.writer().abort(), (client, server) -> {
            client.reader().readAll();
            assertThatThrownBy(() -> Async.timeout(LONG, scope -> {
                        while (true) {
                            client.writer().write(new byte[100_000]);
                            client.writer().drain();
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("lost");
        });
    }

    @Test
    void secondTaskThatReads_isRefused() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            Task<byte[]> first = Async.createTask(() -> client.reader().read(10));
            Async.yieldNow();

            assertThatThrownBy(() -> client.reader().read(10)).isInstanceOf(IllegalStateException.class);
            first.cancel();
        });
    }

    @Test
    void cancelledRead_losesNothing() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            client.writer().write("begin ");
            assertThatThrownBy(() -> Async.timeout(
                            Duration.ofMillis(100), scope -> client.reader().readExactly(9)))
                    .isInstanceOf(TimeoutException.class);
            client.writer().write("end");

            assertThat(client.reader().readExactly(9)).asString(UTF_8).isEqualTo("begin end");
        });
    }

    @Test
    void portThatNobodyListensAt_refuses() throws Exception {
        go(() -> {
            Server server = Streams.serve(anyPort(), StreamsTest::echo);
            server.close();
            Async.yieldNow();

            assertThatThrownBy(() -> Streams.connect(server.address())).isInstanceOf(ConnectException.class);
        });
    }

    @Test
    void hostThatNobodyKnows_isToldByItsName() {
        assertThatThrownBy(() -> go(() -> Streams.connect(InetSocketAddress.createUnresolved("no.such.invalid", 1))))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no.such.invalid");
    }

    @Test
    void hostsName_isLookedUp() throws Exception {
        go(() -> {
            try (Server server = Streams.serve(anyPort(), saying("found"))) {
                int port = ((InetSocketAddress) server.address()).getPort();
                try (Connection client = Streams.connect(InetSocketAddress.createUnresolved("localhost", port))) {
                    assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("found");
                }
            }
        });
    }

    @Test
    void addressThatIsTaken_isRefused() throws Exception {
        go(() -> {
            try (Server server = Streams.serve(anyPort(), StreamsTest::echo)) {
                assertThatThrownBy(() -> Streams.serve(server.address(), StreamsTest::echo))
                        .isInstanceOf(IOException.class);
            }
        });
    }

    @Test
    void handlerThatFails_endsItsConnectionAlone() throws Exception {
        ConnectionHandler failing = connection -> {
            if (connection.reader().read(1)[0] == 'x') {
                throw new IllegalStateException("as planned");
            }
            connection.writer().write("fine");
        };
        talk(failing, (client, server) -> {
            client.writer().write("x");
            assertThat(client.reader().readAll()).isEmpty();

            try (Connection other = Streams.connect(server.address())) {
                other.writer().write("y");
                assertThat(other.reader().readAll()).asString(UTF_8).isEqualTo("fine");
            }
        });

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).hasMessage("as planned"));
    }

    @Test
    void errorOfAHandler_isToldAtOnce() throws Exception {
        ConnectionHandler failing = connection -> {
            throw new AssertionError("as planned");
        };
        talk(failing, (client, server) -> {
            assertThat(client.reader().readAll()).isEmpty();

            assertThat(faults).singleElement().satisfies(fault -> {
                assertThat(fault.message()).isEqualTo("a connection's handler failed");
                assertThat(fault.exception()).hasMessage("as planned");
            });
        });
    }

    @Test
    void closedServer_servesOnWhatItHas() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            client.writer().write("a");
            client.reader().readExactly(1);
            server.close();
            client.writer().write("b");
            assertThat(client.reader().readExactly(1)).asString(UTF_8).isEqualTo("b");

            Task<@Nullable Void> closed = Async.createTask(() -> {
                server.awaitClosed();
                return null;
            });
            Async.yieldNow();
            assertThat(closed.isDone()).isFalse();
            server.closeConnections();
            Async.await(closed);
            assertThat(server.connections()).isZero();
        });
    }

    @Test
    void closingTheLoop_endsTheHandlers() throws Exception {
        go(() -> {
            Server server = Streams.serve(anyPort(), connection -> {
                try {
                    connection.reader().readAll();
                } catch (CancelledError cancelled) {
                    log.add("cancelled");
                    throw cancelled;
                }
            });
            Streams.connect(server.address());
            while (server.connections() == 0) {
                Async.yieldNow();
            }
            Async.yieldNow();
        });
        loop.close();

        assertThat(log).containsExactly("cancelled");
    }

    @Test
    void unixSockets_areStreamsToo(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("echo.sock");
        talkAt(UnixDomainSocketAddress.of(path), StreamsTest::echo, (client, server) -> {
            client.writer().write("through a file");

            assertThat(client.reader().readExactly(14)).asString(UTF_8).isEqualTo("through a file");
            assertThat(client.peer()).isEqualTo(UnixDomainSocketAddress.of(path));
        });

        assertThat(Files.exists(path)).isFalse();
    }

    @Test
    void read_givesWhatThereIs_andNoMoreThanAskedFor() throws Exception {
        talk(saying("abcdef"), (client, server) -> {
            assertThat(client.reader().read(2)).asString(UTF_8).isEqualTo("ab");
            assertThat(client.reader().readAll()).asString(UTF_8).isEqualTo("cdef");
        });
    }

    @Test
    void readOfNothing_isRefused() throws Exception {
        talk(saying("abc"), (client, server) -> {
            assertThatThrownBy(() -> client.reader().read(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.reader().read(ByteBuffer.allocate(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void readExactlyOfLessThanNothing_isRefused() throws Exception {
        talk(
                saying("abc"),
                (client, server) -> assertThatThrownBy(() -> client.reader().readExactly(-1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("a read of -1 bytes"));
    }

    @Test
    void readExactlyNothing_waitsForNothing() throws Exception {
        talk(
                connection -> connection.reader().readAll(),
                (client, server) -> assertThat(client.reader().readExactly(0)).isEmpty());
    }

    @Test
    void readIntoABuffer_takesWhatWasReadAheadFirst() throws Exception {
        talk(saying("line\nrest"), (client, server) -> {
            assertThat(client.reader().readLine()).isEqualTo("line");
            ByteBuffer block = ByteBuffer.allocate(100);
            while (client.reader().read(block) >= 0) {
                log.add("some");
            }
            assertThat(new String(block.array(), 0, block.position(), UTF_8)).isEqualTo("rest");
        });
    }

    @Test
    void readUntilTheEndWithoutASeparator_givesWhatCame() throws Exception {
        talk(
                saying("no separator"),
                (client, server) -> assertThatThrownBy(() -> client.reader().readUntil(new byte[] {';'}))
                        .isInstanceOfSatisfying(
                                IncompleteReadException.class,
                                e -> assertThat(e.partial()).asString(UTF_8).isEqualTo("no separator")));
    }

    @Test
    void emptySeparator_isRefused() throws Exception {
        talk(
                saying("abc"),
                (client, server) -> assertThatThrownBy(() -> client.reader().readUntil(new byte[0]))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void manyLinesAtOnce_areReadOneByOne() throws Exception {
        talk(saying("line\n".repeat(5_000)), (client, server) -> {
            for (String line = client.reader().readLine();
                    line != null;
                    line = client.reader().readLine()) {
                log.add(line);
            }
        });

        assertThat(log).hasSize(5_000).containsOnly("line");
    }

    @Test
    void writingAfterTheClose_isRefused() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            client.close();

            assertThat(client.writer().isClosing()).isTrue();
            assertThatThrownBy(() -> client.writer().write("late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        });
    }

    @Test
    void closedServer_refusesNewConnections() throws Exception {
        go(() -> {
            Server server = Streams.serve(anyPort(), StreamsTest::echo);
            server.close();
            server.awaitClosed();
            Async.yieldNow();

            assertThatThrownBy(() -> Streams.connect(server.address())).isInstanceOf(ConnectException.class);
        });
    }

    @Test
    void abortedConnections_endTheirHandlers() throws Exception {
        talk(StreamsTest::echo, (client, server) -> {
            client.writer().write("x");
            client.reader().readExactly(1);
            server.abortConnections();
            server.close();
            server.awaitClosed();

            assertThat(server.connections()).isZero();
        });
    }
}
