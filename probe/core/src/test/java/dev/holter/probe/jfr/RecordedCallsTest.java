package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.jfr.RealRecording.Seen;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same of writes, of monitors that are waited on, of VM operations and of virtual threads. */
@Tag("realtime")
@Timeout(120)
class RecordedCallsTest {
    private static final Duration NAP = Duration.ofMillis(200);
    /** More than any pipe or pair of sockets holds. */
    private static final byte[] MUCH = new byte[16 << 20];

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
    void writeToASocketThatIsNotRead_hasItsPeerAndBytes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Seen seen = real.see(
                    () -> {
                        RealRecording.later(NAP, () -> accepted.getInputStream().skipNBytes(MUCH.length));
                        client.getOutputStream().write(MUCH);
                    },
                    Cause.SOCKET);

            String peer = "127.0.0.1:" + server.getLocalPort();
            assertThat(seen.recorded().words()).startsWith("a write to ").contains(peer);
            assertThat(seen.recorded().details())
                    .containsEntry("peer", peer)
                    .containsEntry("bytes", Integer.toString(MUCH.length));
            seen.assertTook(NAP);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writeToAFullPipe_hasItsPath(@TempDir Path folder) throws Exception {
        Path fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw");
                FileOutputStream writer = new FileOutputStream(fifo.toFile())) {
            Seen seen = real.see(
                    () -> {
                        RealRecording.later(NAP, () -> reader.readFully(new byte[MUCH.length]));
                        writer.write(MUCH);
                    },
                    Cause.FILE);

            assertThat(seen.recorded().words()).isEqualTo("a write to " + fifo);
            assertThat(seen.recorded().details())
                    .containsEntry("path", fifo.toString())
                    .containsEntry("bytes", Integer.toString(MUCH.length));
            seen.assertTook(NAP);
        }
    }

    @Test
    void waitOnAMonitor_saysThatItTimedOut() throws Exception {
        Object monitor = new CompletableFuture<>();
        Seen seen = real.see(() -> waitOn(monitor, NAP.toMillis()), Cause.WAIT);

        assertThat(seen.recorded().words())
                .isEqualTo("a wait on java.util.concurrent.CompletableFuture, which timed out");
        assertThat(seen.recorded().details()).containsEntry("awaited", "java.util.concurrent.CompletableFuture");
        seen.assertTook(NAP);
    }

    @Test
    void waitOnAMonitor_saysWhoEndedIt() throws Exception {
        Object monitor = new CompletableFuture<>();
        Seen seen = real.see(
                () -> {
                    RealRecording.later(NAP, () -> {
                        synchronized (monitor) {
                            monitor.notifyAll();
                        }
                    });
                    waitOn(monitor, 0);
                },
                Cause.WAIT);

        assertThat(seen.recorded().words())
                .isEqualTo("a wait on java.util.concurrent.CompletableFuture, which orders ended");
    }

    @Test
    void operationOfTheJvm_isASafepointWithItsName() throws Exception {
        byte[][] counted = new byte[2_000_000][16];
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[] {"-all"}},
                        new String[] {String[].class.getName()});

        Recorded operation = real.awaitRecorded(
                one -> one.details().getOrDefault("vm_operation", "").equals("GC_HeapInspection"));
        assertThat(counted[17]).hasSize(16);
        assertThat(operation.cause()).isEqualTo(Cause.SAFEPOINT);
        assertThat(operation.threadId()).isEqualTo(Recorded.PROCESS);
        assertThat(operation.standstill()).isTrue();
        assertThat(operation.words()).isEqualTo("the VM operation GC_HeapInspection");
    }

    /** A virtual thread that waits while a class is initialised keeps its carrier. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void pinnedVirtualThread_isSeenBesideWhoeverWaitsForIt() throws Exception {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                () -> assertThat(Catalogue.ENTRIES).isNotNull());

        Recorded pinned = real.awaitRecorded(one -> one.words().contains("pinned"));
        assertThat(pinned.cause()).isEqualTo(Cause.WAIT);
        assertThat(pinned.threadId()).isEqualTo(Recorded.PROCESS);
        assertThat(pinned.standstill()).isFalse();
        assertThat(pinned.words())
                .startsWith("a virtual thread that was pinned to its carrier ForkJoinPool-1-worker-1 for 2")
                .contains(" ms, in com.example.orders.BlockingCalls.sleepFor (");
    }

    @SuppressWarnings("WaitNotInLoop") // it is the wait itself that is looked at
    private static void waitOn(Object monitor, long millis) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(millis);
        }
    }

    private static final class Catalogue {
        static final Object ENTRIES = load();

        private static Object load() {
            try {
                BlockingCalls.sleepFor(NAP);
                return new Object();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
