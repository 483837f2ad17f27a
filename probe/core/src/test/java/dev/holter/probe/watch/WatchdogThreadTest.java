package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.RecordedLog;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.time.ProbeClock;
import dev.holter.probe.time.SystemProbeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WatchdogThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordedLog log = new RecordedLog();
    private final Drops drops = new Drops();
    private final FaultyClock clock = new FaultyClock();
    private final CountedStates states = new CountedStates();
    private final WatchdogThread thread = new WatchdogThread(clock, drops, this::watchdog);

    @AfterEach
    void end() {
        thread.end(PATIENCE);
        log.close();
    }

    static Stream<Supplier<Throwable>> faults() {
        return Stream.of(
                IllegalStateException::new, OutOfMemoryError::new, StackOverflowError::new, NoClassDefFoundError::new);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOfAPass_isCountedAndLoggedAndDoesNotEndTheThread(Supplier<Throwable> fault) {
        start();
        clock.throwNext(1, fault);

        await(() -> count("pass_failed") == 1);
        states.awaitMore();
        assertThat(count("watchdog_restarted")).isZero();
        assertThat(log.messages()).hasSize(1).allMatch(message -> message.contains("watchdog failed and goes on"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void threadThatDies_isReplaced(Supplier<Throwable> fault) {
        start();
        // Once in the pass, and once more while the fault is dealt with.
        clock.throwNext(2, fault);

        await(() -> {
            thread.revive();
            return count("watchdog_restarted") == 1;
        });
        states.awaitMore();
    }

    @Test
    void threadThatLives_isLeftAlone() {
        start();
        for (int n = 0; n < 100; n++) {
            thread.revive();
        }
        assertThat(count("watchdog_restarted")).isZero();
    }

    @Test
    void threadThatHasNotBegun_isLeftAlone() {
        thread.revive();

        assertThat(count("watchdog_restarted")).isZero();
        start();
    }

    @Test
    void threadThatWasEnded_staysEnded() {
        start();
        thread.end(PATIENCE);

        thread.revive();

        assertThat(count("watchdog_restarted")).isZero();
    }

    private void start() {
        thread.start();
        states.awaitMore();
    }

    private long count(String what) {
        return drops.totals().getOrDefault(what, 0L);
    }

    private StallWatchdog watchdog(Runnable wake) {
        return new StallWatchdog(
                clock,
                new Timing(10_000_000, 50_000_000, 10_000_000),
                anyThread -> OptionalLong.of(0),
                new FakeReadings(),
                new Diagnosis(new FrameClassifier(List.of(), List.of())),
                "run",
                drops,
                states,
                Map::of,
                wake);
    }

    private static void await(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos).isLessThan(PATIENCE.toNanos());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Throws where the watchdog's thread asks, and is a clock to everybody else. */
    private static final class FaultyClock implements ProbeClock {
        private final AtomicInteger left = new AtomicInteger();
        private volatile Supplier<Throwable> fault = IllegalStateException::new;

        void throwNext(int times, Supplier<Throwable> what) {
            fault = what;
            left.set(times);
        }

        @Override
        public long nanoTime() {
            if (Thread.currentThread().getName().equals("holter-watchdog")
                    && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
                sneak(fault.get());
            }
            return SystemProbeClock.INSTANCE.nanoTime();
        }

        @Override
        public long epochNanos() {
            return SystemProbeClock.INSTANCE.epochNanos();
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable fault) throws T {
            throw (T) fault;
        }
    }

    private static final class CountedStates implements Findings {
        private final AtomicLong count = new AtomicLong();

        void awaitMore() {
            long before = count.get();
            await(() -> count.get() > before + 1);
        }

        @Override
        public void state(ProcessState state) {
            count.incrementAndGet();
        }

        @Override
        public void incident(Incident incident) {}
    }
}
