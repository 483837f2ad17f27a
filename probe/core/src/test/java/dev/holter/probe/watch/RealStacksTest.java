package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.report.Cause;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on threads that are really blocked, on whichever JDK the tests run. */
@Timeout(120)
class RealStacksTest {
    private final RealThreads threads = new RealThreads();

    @AfterEach
    void cleanUp() throws Exception {
        threads.end();
    }

    @Test
    void readingAnHttpAnswer_isASocket() throws Exception {
        ServerSocket server = silentServer();

        threads.assertBlocked(() -> BlockingCalls.askOverHttp(server.getLocalPort()), Cause.SOCKET, "askOverHttp");
    }

    @Test
    void readingAChannel_isASocket() throws Exception {
        InetSocketAddress server = (InetSocketAddress) silentServer().getLocalSocketAddress();

        threads.assertBlocked(() -> BlockingCalls.readFromChannel(server), Cause.SOCKET, "readFromChannel");
    }

    @Test
    void selectingInACallback_isASocket() {
        threads.assertBlocked(BlockingCalls::selectOneself, Cause.SOCKET, "selectOneself");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void openingAFifoThatNobodyWrites_isAFile(@TempDir Path folder) throws Exception {
        Path fifo = fifo(folder);
        threads.atTheEnd(() -> new RandomAccessFile(fifo.toFile(), "rw").close());

        threads.assertBlocked(() -> BlockingCalls.readFile(fifo), Cause.FILE, "readFile");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readingAFifoThatStaysEmpty_isAFile(@TempDir Path folder) throws Exception {
        Path fifo = fifo(folder);
        RandomAccessFile writer = new RandomAccessFile(fifo.toFile(), "rw");
        threads.atTheEnd(() -> {
            writer.write(1);
            writer.close();
        });

        threads.assertBlocked(() -> BlockingCalls.readFile(fifo), Cause.FILE, "readFile");
    }

    @Test
    void sleeping_isASleep() {
        threads.assertBlocked(BlockingCalls::takeANap, Cause.SLEEP, "takeANap");
    }

    @Test
    void waitingForALock_isALockWithItsOwner() {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch release = threads.releasedAtTheEnd();
        threads.start("order-writer", () -> BlockingCalls.holdLock(lock, release));
        RealThreads.await(lock::isLocked);

        Verdict verdict = threads.assertBlocked(() -> BlockingCalls.awaitLock(lock), Cause.LOCK, "awaitLock");
        assertThat(verdict.details().get("lock")).startsWith("java.util.concurrent.locks.ReentrantLock");
        assertOwner(verdict, "holdLock");
    }

    @Test
    void waitingForAMonitor_isALockWithItsOwner() {
        Object monitor = new CountDownLatch(0);
        CountDownLatch release = threads.releasedAtTheEnd();
        Thread owner = threads.start("order-writer", () -> BlockingCalls.holdMonitor(monitor, release));
        RealThreads.await(() -> owner.getState() == Thread.State.WAITING);

        Verdict verdict = threads.assertBlocked(() -> BlockingCalls.awaitMonitor(monitor), Cause.LOCK, "awaitMonitor");
        assertThat(verdict.details().get("lock")).startsWith("java.util.concurrent.CountDownLatch@");
        assertOwner(verdict, "holdMonitor");
    }

    @Test
    void waitingForAFuture_isAWait() {
        CompletableFuture<String> future = new CompletableFuture<>();
        threads.atTheEnd(() -> future.complete("done"));

        Verdict verdict = threads.assertBlocked(() -> BlockingCalls.awaitResult(future), Cause.WAIT, "awaitResult");
        assertThat(verdict.details().get("awaited")).contains("CompletableFuture");
    }

    @Test
    void waitingForAQueue_isAWait() {
        threads.assertBlocked(() -> BlockingCalls.takeFrom(new LinkedBlockingQueue<>()), Cause.WAIT, "takeFrom");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void waitingForAProcess_isAProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "120").start();
        threads.atTheEnd(() -> process.destroyForcibly().waitFor());

        threads.assertBlocked(() -> BlockingCalls.awaitEnd(process), Cause.PROCESS, "awaitEnd");
    }

    @Test
    void computing_isCpu() {
        AtomicBoolean enough = new AtomicBoolean();
        threads.atTheEnd(() -> enough.set(true));
        Thread thread = threads.start("loop", () -> BlockingCalls.compute(enough::get));

        Verdict verdict = threads.awaitCulprit(thread, 0.97, Cause.CPU, "compute", "squareRoots");
        assertThat(verdict.confidence()).isBetween(0.8, 1.0);
        assertThat(verdict.evidence()).anyMatch(sentence -> sentence.contains("97.0 %"));
    }

    @Test
    void computingWithCpuTimeStandingStill_isUnknown() {
        AtomicBoolean enough = new AtomicBoolean();
        threads.atTheEnd(() -> enough.set(true));
        Thread thread = threads.start("loop", () -> BlockingCalls.compute(enough::get));
        threads.awaitCulprit(thread, 0.97, Cause.CPU, "compute", "squareRoots");

        RealThreads.assertUnknown(threads.verdict(thread, OptionalDouble.of(0.01)));
    }

    @Test
    void sleepingWithCpuTimeAdvancing_isUnknown() {
        Thread thread = threads.start("loop", BlockingCalls::takeANap);
        threads.awaitCulprit(thread, 0, Cause.SLEEP, "takeANap");

        RealThreads.assertUnknown(threads.verdict(thread, OptionalDouble.of(0.97)));
        RealThreads.assertUnknown(threads.verdict(thread, OptionalDouble.of(0.5)));
    }

    @Test
    void sleepingWithoutCpuTime_isLessSure() {
        Thread thread = threads.start("loop", BlockingCalls::takeANap);
        threads.awaitCulprit(thread, 0, Cause.SLEEP, "takeANap");

        Verdict verdict = threads.verdict(thread, OptionalDouble.empty());
        assertThat(verdict.cause()).isEqualTo(Cause.SLEEP);
        assertThat(verdict.confidence()).isBetween(0.5, 0.7);
    }

    @Test
    void executorThatWaitsForWork_isAccusedOfNothing() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        threads.atTheEnd(executor::shutdownNow);
        Thread thread = executor.submit(Thread::currentThread).get();
        RealThreads.await(() -> thread.getState() == Thread.State.WAITING);

        Verdict verdict = threads.verdict(thread, OptionalDouble.of(0));
        RealThreads.assertUnknown(verdict);
        assertThat(verdict.evidence()).anyMatch(sentence -> sentence.contains("waiting for work"));
    }

    @Test
    void executorWhoseThreadTheApplicationMade_isAccusedOfNothingWhileItWaitsForWork() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(BlockingCalls::threadWithContext);
        threads.atTheEnd(executor::shutdownNow);
        Thread thread = executor.submit(Thread::currentThread).get();
        RealThreads.await(() -> thread.getState() == Thread.State.WAITING);

        RealThreads.assertUnknown(threads.verdict(thread, OptionalDouble.of(0)));
    }

    @Test
    void loopInItsSelector_isAccusedOfNothing() throws Exception {
        Selector selector = Selector.open();
        threads.atTheEnd(selector);
        Thread thread = threads.start("loop", selector::select);
        RealThreads.await(() -> hasFrame(thread, "select"));

        RealThreads.assertUnknown(threads.verdict(thread, OptionalDouble.of(0)));
    }

    private static void assertOwner(Verdict verdict, String method) {
        assertThat(verdict.details()).containsEntry("lock_owner", "order-writer");
        assertThat(verdict.details().get("lock_owner_frame"))
                .contains("com.example.orders.BlockingCalls." + method + "(BlockingCalls.java:");
    }

    /** Accepts connections, by its backlog, and never answers. */
    private ServerSocket silentServer() throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        threads.atTheEnd(server);
        return server;
    }

    private static Path fifo(Path folder) throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo;
    }

    private static boolean hasFrame(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }
}
