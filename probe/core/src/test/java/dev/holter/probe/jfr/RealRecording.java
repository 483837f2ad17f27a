package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Cause;
import dev.holter.probe.time.SystemProbeClock;
import dev.holter.probe.watch.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A session of the real recorder, and threads that it watches. */
final class RealRecording implements AutoCloseable {
    static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    interface Call {
        void run() throws Exception;
    }

    /** What a call was seen to do, and when it really was made. */
    record Seen(Recorded recorded, long fromNanos, long toNanos) {
        void assertTook(Duration least) {
            assertThat(recorded.standstill()).isTrue();
            assertThat(recorded.toNanos() - recorded.fromNanos()).isGreaterThan(least.toNanos() - 50 * MS);
            assertThat(recorded.fromNanos()).isGreaterThan(fromNanos - 2 * MS);
            assertThat(recorded.toNanos()).isLessThan(toNanos + 2 * MS);
        }
    }

    final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    final AtomicInteger flushes = new AtomicInteger();
    final RecordingSession session;
    private final Set<Long> watched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger suppressed = new AtomicInteger();
    private final StallTracer tracer = new StallTracer(SystemProbeClock.INSTANCE);

    RealRecording() {
        session = new RecordingSession(
                SystemProbeClock.INSTANCE,
                new RecordingOptions(50 * MS, true, new FrameClassifier(List.of(), List.of())),
                this::watchedAtTheFlush,
                recorded::addAll,
                suppressed::incrementAndGet);
        new StreamRun(session);
        awaitTrue(() -> flushes.get() > 1); // it asks once before it records
    }

    @Override
    public void close() {
        session.close();
        tracer.close();
        assertThat(suppressed).hasValue(0);
    }

    private Set<Long> watchedAtTheFlush() {
        Set<Long> now = Set.copyOf(watched);
        flushes.incrementAndGet();
        return now;
    }

    /** Makes the call on a thread that is watched, and waits for what is recorded of it. */
    Seen see(Call call, Cause cause) throws Exception {
        AtomicLong from = new AtomicLong();
        AtomicLong to = new AtomicLong();
        CountDownLatch isWatched = new CountDownLatch(1);
        Thread thread = start(() -> {
            isWatched.await();
            from.set(System.nanoTime());
            call.run();
            to.set(System.nanoTime());
        });
        watched.add(thread.getId());
        int before = flushes.get();
        awaitTrue(() -> flushes.get() > before);
        isWatched.countDown();
        thread.join();
        Recorded one = awaitRecorded(seen ->
                seen.threadId() == thread.getId() && seen.cause() == cause && seen.toNanos() > from.get() + 10 * MS);
        return new Seen(one, from.get(), to.get());
    }

    Recorded awaitRecorded(Predicate<Recorded> wanted) {
        awaitTrue(() -> recorded.stream().anyMatch(wanted));
        return recorded.stream().filter(wanted).findFirst().orElseThrow();
    }

    static void later(Duration delay, Call call) {
        start(() -> {
            BlockingCalls.sleepFor(delay);
            call.run();
        });
    }

    static Thread start(Call call) {
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

    void awaitTrue(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos)
                    .as("time waited, having seen %s", recorded)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(MS);
        }
    }
}
