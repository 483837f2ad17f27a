package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Threads of this process, blocked in real calls. */
@Timeout(60)
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class CallSubjectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BACKGROUND = "background";
    private static final long LOOK_UP_NANOS = 1_000_000;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> new Thread(task, BACKGROUND));
    private final AtomicLong nowNanos = new AtomicLong();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        background.shutdown();
    }

    @Test
    void readWithoutTimeout_isOfItsPeer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            ThreadAccount account = blocked(() -> client.getInputStream().read());

            assertThat(awaitDetails(account)).isEqualTo(Map.of("peer", "127.0.0.1:" + server.getLocalPort()));
        }
    }

    @Test
    void readWithTimeout_isOfItsPeer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            client.setSoTimeout(60_000);
            ThreadAccount account = blocked(() -> client.getInputStream().read());

            assertThat(awaitDetails(account)).isEqualTo(Map.of("peer", "127.0.0.1:" + server.getLocalPort()));
        }
    }

    @Test
    void nextSocket_isLookedUpAfterARest_andIsOfItsOwnPeer() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 1, LOOPBACK);
                ServerSocket second = new ServerSocket(0, 1, LOOPBACK);
                Socket toFirst = new Socket(LOOPBACK, first.getLocalPort());
                Socket toSecond = new Socket(LOOPBACK, second.getLocalPort());
                Socket answering = first.accept()) {
            ThreadAccount account = blocked(() -> {
                toFirst.getInputStream().read();
                toSecond.getInputStream().read();
            });
            assertThat(awaitDetails(account)).isEqualTo(Map.of("peer", "127.0.0.1:" + first.getLocalPort()));

            answering.getOutputStream().write(1);
            await(() -> account.callDetails().isEmpty());
            nowNanos.addAndGet(19 * LOOK_UP_NANOS);
            for (int n = 0; n < 1000; n++) {
                assertThat(account.callDetails()).isEmpty();
            }

            nowNanos.addAndGet(LOOK_UP_NANOS);
            assertThat(awaitDetails(account)).isEqualTo(Map.of("peer", "127.0.0.1:" + second.getLocalPort()));
        }
    }

    @Test
    void datagramThatDoesNotCome_isOfItsPeer() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK);
                DatagramSocket client = new DatagramSocket(0, LOOPBACK)) {
            client.connect(LOOPBACK, server.getLocalPort());
            ThreadAccount account = blocked(() -> client.receive(new DatagramPacket(new byte[1], 1)));

            assertThat(awaitDetails(account)).isEqualTo(Map.of("peer", "127.0.0.1:" + server.getLocalPort()));
        }
    }

    @Test
    void readOfAFile_isOfItsPath() throws Exception {
        Path fifo = folder.resolve("orders");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Process writer = new ProcessBuilder("sh", "-c", "exec cat > " + fifo).start();
        try (FileInputStream orders = new FileInputStream(fifo.toFile())) {
            ThreadAccount account = blocked(orders::read);

            assertThat(awaitDetails(account)).isEqualTo(Map.of("path", fifo.toString()));
        } finally {
            writer.destroy();
            writer.waitFor();
        }
    }

    @Test
    void loopThatWaitsForWork_isInACallOfNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress())) {
            channel.configureBlocking(false);
            var unused = channel.register(selector, SelectionKey.OP_READ);
            ThreadAccount account = blocked(selector::select);
            await(() -> account.state().equals(Optional.of("S")));

            assertThat(account.state()).hasValue("S");
            assertThat(account.callDetails()).isEmpty();
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    /** The account of a thread that makes the call, and that ends with what it calls. */
    private ThreadAccount blocked(Call call) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    begun.countDown();
                    try {
                        call.run();
                    } catch (IOException closed) {
                        return; // the test has ended
                    }
                },
                "blocked");
        thread.setDaemon(true);
        thread.start();
        begun.await();
        return new ProcThreadAccounts(new JvmThreadCpuClock(), background, this::nanoTime).of(thread);
    }

    /** Goes on in the background only, by a look-up's length with each reading. */
    private long nanoTime() {
        return Thread.currentThread().getName().equals(BACKGROUND) ? nowNanos.addAndGet(LOOK_UP_NANOS) : nowNanos.get();
    }

    private static Map<String, String> awaitDetails(ThreadAccount account) {
        await(() -> !account.callDetails().isEmpty());
        return account.callDetails();
    }

    private static void await(BooleanSupplier condition) {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
