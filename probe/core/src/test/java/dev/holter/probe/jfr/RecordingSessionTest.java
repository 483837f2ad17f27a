package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.orders.BlockingCalls;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.io.RandomAccessFile;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the real recorder tells of real calls, on whichever JDK the tests run. */
@Tag("realtime")
@Timeout(120)
class RecordingSessionTest {
    private static final long MS = RealRecording.MS;
    private static final Duration NAP = Duration.ofMillis(200);

    private static RealRecording real;

    @BeforeAll
    static void record() {
        real = new RealRecording();
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Test
    void readFromASocket_hasItsPeerAndBytes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            RealRecording.Seen seen = real.see(
                    () -> {
                        RealRecording.later(Duration.ZERO, () -> BlockingCalls.answerAfter(NAP, accepted));
                        client.getInputStream().read(new byte[16]);
                    },
                    Cause.SOCKET);

            String peer = "127.0.0.1:" + server.getLocalPort();
            assertThat(seen.recorded().details()).containsEntry("peer", peer).containsEntry("bytes", "3");
            assertThat(seen.recorded().words()).startsWith("a read from ").contains(peer);
            seen.assertTook(NAP);
        }
    }

    @Test
    void transfersThatAreLeftOut_areRecordedAgainWhenTheyAreWanted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            RealRecording.Call read = () -> {
                RealRecording.later(Duration.ZERO, () -> BlockingCalls.answerAfter(NAP, accepted));
                client.getInputStream().read(new byte[16]);
            };
            real.session.recordTransfers(false);
            RealRecording.Seen first = real.see(
                    () -> {
                        read.run();
                        BlockingCalls.sleepFor(NAP);
                    },
                    Cause.SLEEP);
            assertThat(real.recorded)
                    .filteredOn(one -> one.threadId() == first.recorded().threadId())
                    .noneMatch(one -> one.cause() == Cause.SOCKET);

            real.session.recordTransfers(true);
            real.see(read, Cause.SOCKET).assertTook(NAP);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readOfAFifo_hasItsPath(@TempDir Path folder) throws Exception {
        Path fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        try (RandomAccessFile writer = new RandomAccessFile(fifo.toFile(), "rw")) {
            RealRecording.Seen seen = real.see(
                    () -> {
                        RealRecording.later(NAP, () -> writer.write(1));
                        BlockingCalls.readFile(fifo);
                    },
                    Cause.FILE);

            assertThat(seen.recorded().details())
                    .containsEntry("path", fifo.toString())
                    .containsEntry("bytes", "1");
            seen.assertTook(NAP);
        }
    }

    @Test
    void sleep_saysHowLongItWasAskedFor() throws Exception {
        RealRecording.Seen seen = real.see(() -> BlockingCalls.sleepFor(NAP), Cause.SLEEP);

        assertThat(seen.recorded().words()).isEqualTo("a sleep of 200 ms");
        seen.assertTook(NAP);
    }

    @Test
    void waitForAFuture_saysWhatWasAwaited() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        RealRecording.Seen seen = real.see(
                () -> {
                    RealRecording.later(NAP, () -> future.complete("done"));
                    BlockingCalls.awaitResult(future);
                },
                Cause.WAIT);

        assertThat(seen.recorded().details().get("awaited")).contains("CompletableFuture");
        seen.assertTook(NAP);
    }

    @Test
    void waitForWork_isLeftOut() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        RealRecording.Seen seen = real.see(
                () -> {
                    RealRecording.later(NAP, () -> queue.add("an order"));
                    BlockingCalls.takeFrom(queue);
                    BlockingCalls.sleepFor(NAP);
                },
                Cause.SLEEP);

        assertThat(real.recorded)
                .filteredOn(recorded -> recorded.threadId() == seen.recorded().threadId())
                .filteredOn(recorded -> recorded.toNanos() > seen.fromNanos() + 10 * MS)
                .containsExactly(seen.recorded());
    }

    @Test
    void waitForALock_isALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch release = new CountDownLatch(1);
        Thread owner = RealRecording.start(() -> BlockingCalls.holdLock(lock, release));
        real.awaitTrue(lock::isLocked);
        RealRecording.Seen seen = real.see(
                () -> {
                    RealRecording.later(NAP, release::countDown);
                    BlockingCalls.awaitLock(lock);
                },
                Cause.LOCK);

        owner.join();
        assertThat(seen.recorded().details().get("lock")).startsWith("java.util.concurrent.locks.ReentrantLock");
        seen.assertTook(NAP);
    }

    @Test
    void waitForAMonitor_hasItsClassAndItsOwner() throws Exception {
        Object monitor = new CompletableFuture<>();
        CountDownLatch release = new CountDownLatch(1);
        Thread owner = RealRecording.start(() -> BlockingCalls.holdMonitor(monitor, release));
        real.awaitTrue(() -> owner.getState() == Thread.State.WAITING);
        RealRecording.Seen seen = real.see(
                () -> {
                    RealRecording.later(NAP, release::countDown);
                    BlockingCalls.awaitMonitor(monitor);
                },
                Cause.LOCK);

        owner.join();
        assertThat(seen.recorded().details())
                .containsEntry("lock", CompletableFuture.class.getName())
                .containsEntry("lock_owner", owner.getName());
        seen.assertTook(NAP);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startOfAProcess_namesTheProgramWithoutItsArguments() throws Exception {
        RealRecording.Seen seen =
                real.see(() -> new ProcessBuilder("sleep", "0.1").start().waitFor(), Cause.PROCESS);

        assertThat(seen.recorded().details()).containsEntry("command", "sleep");
        assertThat(seen.recorded().words()).startsWith("the start of sleep as process ");
        assertThat(seen.recorded().standstill()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @EnabledForJreRange(minVersion = 25)
    void computation_isSampled() throws Exception {
        RealRecording.Seen seen = real.see(
                () -> {
                    long untilNanos = System.nanoTime() + 400 * MS;
                    BlockingCalls.compute(() -> System.nanoTime() - untilNanos > 0);
                },
                Cause.CPU);

        assertThat(seen.recorded().words())
                .matches("[0-9]+ samples of its CPU time in com.example.orders.BlockingCalls.*");
        assertThat(seen.recorded().standstill()).isFalse();
    }

    @Test
    void collection_isTheProcesssWithItsNameAndCause() throws Exception {
        byte[][] garbage = new byte[4_000_000][];
        for (int n = 0; n < garbage.length; n++) {
            garbage[n] = new byte[16];
        }
        long before = collectionMillis();
        System.gc();
        long took = collectionMillis() - before;

        Recorded pause = real.awaitRecorded(recorded -> recorded.cause() == Cause.GC
                && recorded.threadId() == Recorded.PROCESS
                && recorded.details().getOrDefault("collection", "").contains("System.gc()"));
        assertThat(garbage[17]).hasSize(16);
        assertThat((pause.toNanos() - pause.fromNanos()) / MS).isCloseTo(took, within(2 + took / 20));
        assertThat(pause.standstill()).isTrue();
    }

    @Test
    void threadThatTakesLongToStop_isASafepointOfTheProcess() throws Exception {
        byte[] from = new byte[128 << 20];
        byte[] to = new byte[from.length];
        AtomicBoolean enough = new AtomicBoolean();
        Thread copying = RealRecording.start(() -> {
            while (!enough.get()) {
                System.arraycopy(from, 0, to, 0, from.length); // runs to its end without a poll
            }
        });
        int before = real.flushes.get();
        real.awaitTrue(() -> {
            ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);
            return real.flushes.get() >= before + 2;
        });
        enough.set(true);
        copying.join();

        Recorded wait = real.awaitRecorded(recorded ->
                recorded.cause() == Cause.SAFEPOINT && recorded.words().contains("took long to stop"));
        assertThat(wait.threadId()).isEqualTo(Recorded.PROCESS);
        assertThat(wait.toNanos() - wait.fromNanos()).isGreaterThan(5 * MS);
    }

    @Test
    void otherThreadsCalls_areLeftOut() throws Exception {
        Thread unwatched = RealRecording.start(() -> BlockingCalls.sleepFor(Duration.ofMillis(150)));
        unwatched.join();
        real.see(() -> BlockingCalls.sleepFor(Duration.ofMillis(60)), Cause.SLEEP);

        assertThat(real.recorded).noneMatch(recorded -> recorded.threadId() == unwatched.getId());
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
