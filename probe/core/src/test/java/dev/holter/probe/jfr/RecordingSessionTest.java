package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.orders.BlockingCalls;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Cause;
import dev.holter.probe.time.SystemProbeClock;
import dev.holter.probe.watch.Recorded;
import java.io.RandomAccessFile;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration NAP = Duration.ofMillis(200);

    private interface Call {
        void run() throws Exception;
    }

    /** What a call was seen to do, and when it really was made. */
    private record Seen(Recorded recorded, long fromNanos, long toNanos) {}

    private static final List<Recorded> RECORDED = new CopyOnWriteArrayList<>();
    private static final Set<Long> WATCHED = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger FLUSHES = new AtomicInteger();
    private static final AtomicInteger SUPPRESSED = new AtomicInteger();
    private static RecordingSession session;
    private static StallTracer tracer;

    @BeforeAll
    static void record() {
        tracer = new StallTracer(SystemProbeClock.INSTANCE);
        session = new RecordingSession(
                SystemProbeClock.INSTANCE,
                new RecordingOptions(50 * MS, true, new FrameClassifier(List.of(), List.of())),
                RecordingSessionTest::watchedAtTheFlush,
                RECORDED::addAll,
                SUPPRESSED::incrementAndGet);
        new StreamRun(session);
    }

    @AfterAll
    static void stop() {
        session.close();
        tracer.close();
        assertThat(SUPPRESSED).hasValue(0);
    }

    @Test
    void readFromASocket_hasItsPeerAndBytes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Seen seen = see(
                    () -> {
                        later(Duration.ZERO, () -> BlockingCalls.answerAfter(NAP, accepted));
                        client.getInputStream().read(new byte[16]);
                    },
                    Cause.SOCKET);

            String peer = "127.0.0.1:" + server.getLocalPort();
            assertThat(seen.recorded().details()).containsEntry("peer", peer).containsEntry("bytes", "3");
            assertThat(seen.recorded().words()).startsWith("a read from ").contains(peer);
            assertTook(seen, NAP);
        }
    }

    @Test
    void transfersThatAreLeftOut_areRecordedAgainWhenTheyAreWanted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Call read = () -> {
                later(Duration.ZERO, () -> BlockingCalls.answerAfter(NAP, accepted));
                client.getInputStream().read(new byte[16]);
            };
            session.recordTransfers(false);
            Seen first = see(
                    () -> {
                        read.run();
                        BlockingCalls.sleepFor(NAP);
                    },
                    Cause.SLEEP);
            assertThat(RECORDED)
                    .filteredOn(one -> one.threadId() == first.recorded().threadId())
                    .noneMatch(one -> one.cause() == Cause.SOCKET);

            session.recordTransfers(true);
            assertTook(see(read, Cause.SOCKET), NAP);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readOfAFifo_hasItsPath(@TempDir Path folder) throws Exception {
        Path fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        try (RandomAccessFile writer = new RandomAccessFile(fifo.toFile(), "rw")) {
            Seen seen = see(
                    () -> {
                        later(NAP, () -> writer.write(1));
                        BlockingCalls.readFile(fifo);
                    },
                    Cause.FILE);

            assertThat(seen.recorded().details())
                    .containsEntry("path", fifo.toString())
                    .containsEntry("bytes", "1");
            assertTook(seen, NAP);
        }
    }

    @Test
    void sleep_saysHowLongItWasAskedFor() throws Exception {
        Seen seen = see(() -> BlockingCalls.sleepFor(NAP), Cause.SLEEP);

        assertThat(seen.recorded().words()).isEqualTo("a sleep of 200 ms");
        assertTook(seen, NAP);
    }

    @Test
    void waitForAFuture_saysWhatWasAwaited() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        Seen seen = see(
                () -> {
                    later(NAP, () -> future.complete("done"));
                    BlockingCalls.awaitResult(future);
                },
                Cause.WAIT);

        assertThat(seen.recorded().details().get("awaited")).contains("CompletableFuture");
        assertTook(seen, NAP);
    }

    @Test
    void waitForWork_isLeftOut() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Seen seen = see(
                () -> {
                    later(NAP, () -> queue.add("an order"));
                    BlockingCalls.takeFrom(queue);
                    BlockingCalls.sleepFor(NAP);
                },
                Cause.SLEEP);

        assertThat(RECORDED)
                .filteredOn(recorded -> recorded.threadId() == seen.recorded().threadId())
                .filteredOn(recorded -> recorded.toNanos() > seen.fromNanos() + 10 * MS)
                .containsExactly(seen.recorded());
    }

    @Test
    void waitForALock_isALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch release = new CountDownLatch(1);
        Thread owner = start(() -> BlockingCalls.holdLock(lock, release));
        awaitTrue(lock::isLocked);
        Seen seen = see(
                () -> {
                    later(NAP, release::countDown);
                    BlockingCalls.awaitLock(lock);
                },
                Cause.LOCK);

        owner.join();
        assertThat(seen.recorded().details().get("lock")).startsWith("java.util.concurrent.locks.ReentrantLock");
        assertTook(seen, NAP);
    }

    @Test
    void waitForAMonitor_hasItsClassAndItsOwner() throws Exception {
        Object monitor = new CompletableFuture<>();
        CountDownLatch release = new CountDownLatch(1);
        Thread owner = start(() -> BlockingCalls.holdMonitor(monitor, release));
        awaitTrue(() -> owner.getState() == Thread.State.WAITING);
        Seen seen = see(
                () -> {
                    later(NAP, release::countDown);
                    BlockingCalls.awaitMonitor(monitor);
                },
                Cause.LOCK);

        owner.join();
        assertThat(seen.recorded().details())
                .containsEntry("lock", CompletableFuture.class.getName())
                .containsEntry("lock_owner", owner.getName());
        assertTook(seen, NAP);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startOfAProcess_namesTheProgramWithoutItsArguments() throws Exception {
        Seen seen = see(() -> new ProcessBuilder("sleep", "0.1").start().waitFor(), Cause.PROCESS);

        assertThat(seen.recorded().details()).containsEntry("command", "sleep");
        assertThat(seen.recorded().words()).startsWith("the start of sleep as process ");
        assertThat(seen.recorded().standstill()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @EnabledForJreRange(minVersion = 25)
    void computation_isSampled() throws Exception {
        Seen seen = see(
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

        Recorded pause = awaitRecorded(recorded -> recorded.cause() == Cause.GC
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
        Thread copying = start(() -> {
            while (!enough.get()) {
                System.arraycopy(from, 0, to, 0, from.length); // runs to its end without a poll
            }
        });
        int before = FLUSHES.get();
        awaitTrue(() -> {
            ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);
            return FLUSHES.get() >= before + 2;
        });
        enough.set(true);
        copying.join();

        Recorded wait = awaitRecorded(recorded ->
                recorded.cause() == Cause.SAFEPOINT && recorded.words().contains("took long to stop"));
        assertThat(wait.threadId()).isEqualTo(Recorded.PROCESS);
        assertThat(wait.toNanos() - wait.fromNanos()).isGreaterThan(5 * MS);
    }

    @Test
    void otherThreadsCalls_areLeftOut() throws Exception {
        Thread unwatched = start(() -> BlockingCalls.sleepFor(Duration.ofMillis(150)));
        unwatched.join();
        see(() -> BlockingCalls.sleepFor(Duration.ofMillis(60)), Cause.SLEEP);

        assertThat(RECORDED).noneMatch(recorded -> recorded.threadId() == unwatched.getId());
    }

    private static void assertTook(Seen seen, Duration least) {
        Recorded recorded = seen.recorded();
        assertThat(recorded.standstill()).isTrue();
        assertThat(recorded.toNanos() - recorded.fromNanos()).isGreaterThan(least.toNanos() - 50 * MS);
        assertThat(recorded.fromNanos()).isGreaterThan(seen.fromNanos() - 2 * MS);
        assertThat(recorded.toNanos()).isLessThan(seen.toNanos() + 2 * MS);
    }

    private static Set<Long> watchedAtTheFlush() {
        Set<Long> watched = Set.copyOf(WATCHED);
        FLUSHES.incrementAndGet();
        return watched;
    }

    /** Makes the call on a thread that is watched, and waits for what is recorded of it. */
    private static Seen see(Call call, Cause cause) throws Exception {
        AtomicLong from = new AtomicLong();
        AtomicLong to = new AtomicLong();
        CountDownLatch watched = new CountDownLatch(1);
        Thread thread = start(() -> {
            watched.await();
            from.set(System.nanoTime());
            call.run();
            to.set(System.nanoTime());
        });
        WATCHED.add(thread.getId());
        int before = FLUSHES.get();
        awaitTrue(() -> FLUSHES.get() > before);
        watched.countDown();
        thread.join();
        Recorded recorded = awaitRecorded(one ->
                one.threadId() == thread.getId() && one.cause() == cause && one.toNanos() > from.get() + 10 * MS);
        return new Seen(recorded, from.get(), to.get());
    }

    private static Recorded awaitRecorded(Predicate<Recorded> wanted) {
        awaitTrue(() -> RECORDED.stream().anyMatch(wanted));
        return RECORDED.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static void later(Duration delay, Call call) {
        start(() -> {
            BlockingCalls.sleepFor(delay);
            call.run();
        });
    }

    private static Thread start(Call call) {
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (Exception fault) {
                        throw new AssertionError(fault);
                    }
                },
                "orders");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos)
                    .as("time waited, having seen %s", RECORDED)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(MS);
        }
    }
}
