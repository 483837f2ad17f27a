package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.Evidence;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.diagnosis.StackCapture;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.host.JvmThreadCpuClock;
import dev.holter.probe.report.Cause;
import dev.holter.probe.time.SystemProbeClock;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on threads that are really blocked, on whichever JDK the tests run. */
@Timeout(120)
class RealStacksTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private interface Call {
        void run() throws Exception;
    }

    private final List<AutoCloseable> cleanups = new ArrayList<>();
    private final StackSampler sampler =
            new StackSampler(SystemProbeClock.INSTANCE, new JvmThreadCpuClock(), () -> {}, StackSampler.threads());
    private final Diagnosis diagnosis = new Diagnosis(new FrameClassifier(List.of(), List.of()));

    @AfterEach
    void cleanUp() throws Exception {
        for (int n = cleanups.size() - 1; n >= 0; n--) {
            cleanups.get(n).close();
        }
        sampler.close();
    }

    @Test
    void readingAnHttpAnswer_isASocket() throws Exception {
        ServerSocket server = silentServer();

        assertBlocked(() -> BlockingCalls.askOverHttp(server.getLocalPort()), Cause.SOCKET, "askOverHttp");
    }

    @Test
    void readingAChannel_isASocket() throws Exception {
        InetSocketAddress server = (InetSocketAddress) silentServer().getLocalSocketAddress();

        assertBlocked(() -> BlockingCalls.readFromChannel(server), Cause.SOCKET, "readFromChannel");
    }

    @Test
    void selectingInACallback_isASocket() {
        assertBlocked(BlockingCalls::selectOneself, Cause.SOCKET, "selectOneself");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void openingAFifoThatNobodyWrites_isAFile(@TempDir Path folder) throws Exception {
        Path fifo = fifo(folder);
        cleanups.add(() -> new RandomAccessFile(fifo.toFile(), "rw").close());

        assertBlocked(() -> BlockingCalls.readFile(fifo), Cause.FILE, "readFile");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readingAFifoThatStaysEmpty_isAFile(@TempDir Path folder) throws Exception {
        Path fifo = fifo(folder);
        RandomAccessFile writer = new RandomAccessFile(fifo.toFile(), "rw");
        cleanups.add(() -> {
            writer.write(1);
            writer.close();
        });

        assertBlocked(() -> BlockingCalls.readFile(fifo), Cause.FILE, "readFile");
    }

    @Test
    void sleeping_isASleep() {
        assertBlocked(BlockingCalls::takeANap, Cause.SLEEP, "takeANap");
    }

    @Test
    void waitingForALock_isALockWithItsOwner() {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch release = releasedAtTheEnd();
        start("order-writer", () -> BlockingCalls.holdLock(lock, release));
        await(lock::isLocked);

        Verdict verdict = assertBlocked(() -> BlockingCalls.awaitLock(lock), Cause.LOCK, "awaitLock");
        assertThat(verdict.details().get("lock")).startsWith("java.util.concurrent.locks.ReentrantLock");
        assertOwner(verdict, "holdLock");
    }

    @Test
    void waitingForAMonitor_isALockWithItsOwner() {
        Object monitor = new CountDownLatch(0);
        CountDownLatch release = releasedAtTheEnd();
        Thread owner = start("order-writer", () -> BlockingCalls.holdMonitor(monitor, release));
        await(() -> owner.getState() == Thread.State.WAITING);

        Verdict verdict = assertBlocked(() -> BlockingCalls.awaitMonitor(monitor), Cause.LOCK, "awaitMonitor");
        assertThat(verdict.details().get("lock")).startsWith("java.util.concurrent.CountDownLatch@");
        assertOwner(verdict, "holdMonitor");
    }

    @Test
    void waitingForAFuture_isAWait() {
        CompletableFuture<String> future = new CompletableFuture<>();
        cleanups.add(() -> future.complete("done"));

        Verdict verdict = assertBlocked(() -> BlockingCalls.awaitResult(future), Cause.WAIT, "awaitResult");
        assertThat(verdict.details().get("awaited")).contains("CompletableFuture");
    }

    @Test
    void waitingForAQueue_isAWait() {
        assertBlocked(() -> BlockingCalls.takeFrom(new LinkedBlockingQueue<>()), Cause.WAIT, "takeFrom");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void waitingForAProcess_isAProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "120").start();
        cleanups.add(() -> process.destroyForcibly().waitFor());

        assertBlocked(() -> BlockingCalls.awaitEnd(process), Cause.PROCESS, "awaitEnd");
    }

    @Test
    void computing_isCpu() {
        AtomicBoolean enough = new AtomicBoolean();
        cleanups.add(() -> enough.set(true));
        Thread thread = start("loop", () -> BlockingCalls.compute(enough::get));

        Verdict verdict = awaitCulprit(thread, 0.97, Cause.CPU, "compute", "squareRoots");
        assertThat(verdict.confidence()).isBetween(0.8, 1.0);
        assertThat(verdict.evidence()).anyMatch(sentence -> sentence.contains("97.0 %"));
    }

    @Test
    void computingWithCpuTimeStandingStill_isUnknown() {
        AtomicBoolean enough = new AtomicBoolean();
        cleanups.add(() -> enough.set(true));
        Thread thread = start("loop", () -> BlockingCalls.compute(enough::get));
        awaitCulprit(thread, 0.97, Cause.CPU, "compute", "squareRoots");

        assertUnknown(verdict(thread, OptionalDouble.of(0.01)));
    }

    @Test
    void sleepingWithCpuTimeAdvancing_isUnknown() {
        Thread thread = start("loop", BlockingCalls::takeANap);
        awaitCulprit(thread, 0, Cause.SLEEP, "takeANap");

        assertUnknown(verdict(thread, OptionalDouble.of(0.97)));
        assertUnknown(verdict(thread, OptionalDouble.of(0.5)));
    }

    @Test
    void sleepingWithoutCpuTime_isLessSure() {
        Thread thread = start("loop", BlockingCalls::takeANap);
        awaitCulprit(thread, 0, Cause.SLEEP, "takeANap");

        Verdict verdict = verdict(thread, OptionalDouble.empty());
        assertThat(verdict.cause()).isEqualTo(Cause.SLEEP);
        assertThat(verdict.confidence()).isBetween(0.5, 0.7);
    }

    @Test
    void executorThatWaitsForWork_isAccusedOfNothing() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        cleanups.add(executor::shutdownNow);
        Thread thread = executor.submit(Thread::currentThread).get();
        await(() -> thread.getState() == Thread.State.WAITING);

        Verdict verdict = verdict(thread, OptionalDouble.of(0));
        assertUnknown(verdict);
        assertThat(verdict.evidence()).anyMatch(sentence -> sentence.contains("waiting for work"));
    }

    @Test
    void loopInItsSelector_isAccusedOfNothing() throws Exception {
        Selector selector = Selector.open();
        cleanups.add(selector);
        Thread thread = start("loop", selector::select);
        await(() -> hasFrame(thread, "select"));

        assertUnknown(verdict(thread, OptionalDouble.of(0)));
    }

    private Verdict assertBlocked(Call call, Cause cause, String method) {
        Verdict verdict = awaitCulprit(start("loop", call), 0.01, cause, method);
        assertThat(verdict.confidence()).isBetween(0.8, 0.9);
        return verdict;
    }

    private static void assertOwner(Verdict verdict, String method) {
        assertThat(verdict.details()).containsEntry("lock_owner", "order-writer");
        assertThat(verdict.details().get("lock_owner_frame"))
                .contains("com.example.orders.BlockingCalls." + method + "(BlockingCalls.java:");
    }

    private static void assertUnknown(Verdict verdict) {
        assertThat(verdict.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isZero();
    }

    /** A thread takes a moment until it is blocked; what is asserted is where it ends up. */
    private Verdict awaitCulprit(Thread thread, double cpuRatio, Cause cause, String... methods) {
        long startNanos = System.nanoTime();
        while (true) {
            Verdict verdict = verdict(thread, OptionalDouble.of(cpuRatio));
            boolean there = verdict.cause() == cause
                    && verdict.culprit().isPresent()
                    && List.of(methods).contains(verdict.culprit().get().getMethodName());
            if (there || System.nanoTime() - startNanos > PATIENCE_NANOS) {
                assertThat(verdict.cause()).as("%s", verdict).isEqualTo(cause);
                assertCulprit(verdict.culprit(), methods);
                return verdict;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static void assertCulprit(Optional<StackTraceElement> culprit, String... methods) {
        assertThat(culprit).hasValueSatisfying(frame -> {
            assertThat(frame.getClassName()).isEqualTo(BlockingCalls.class.getName());
            assertThat(frame.getMethodName()).isIn((Object[]) methods);
            assertThat(frame.getFileName()).isEqualTo("BlockingCalls.java");
            assertThat(frame.getLineNumber()).isPositive();
        });
    }

    private Verdict verdict(Thread thread, OptionalDouble cpuRatio) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return diagnosis.judge(Evidence.of(second, 0, Cause.UNKNOWN, cpuRatio, List.of(capture(thread)), 0));
    }

    private StackCapture capture(Thread thread) {
        Heartbeat neverRuns = new Heartbeat(SystemProbeClock.INSTANCE);
        CaptureRequest request = sampler.request(
                        neverRuns, neverRuns.next(), thread, SystemProbeClock.INSTANCE.nanoTime(), OptionalLong.empty())
                .orElseThrow();
        await(request::isDone);
        return request.capture().orElseThrow();
    }

    private Thread start(String name, Call call) {
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (Exception interruptedAtTheEnd) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        cleanups.add(thread::interrupt);
        thread.start();
        return thread;
    }

    private CountDownLatch releasedAtTheEnd() {
        CountDownLatch release = new CountDownLatch(1);
        cleanups.add(release::countDown);
        return release;
    }

    /** Accepts connections, by its backlog, and never answers. */
    private ServerSocket silentServer() throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        cleanups.add(server);
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

    private static void await(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos).as("time waited").isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
