package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.FrameClassifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A watchdog in virtual time: it passes exactly when it asked to, its loops run in between, and the
 * clock wraps round two seconds after the start. It has to ask for a time to come: a watchdog that does not sleep
 * fails the test.
 */
final class WatchdogFixture {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;

    final VirtualClock clock = new VirtualClock();
    final FakeReadings readings = new FakeReadings();
    final Drops drops = new Drops();
    final RecordedFindings found = new RecordedFindings();
    final HeldCaptures captures = new HeldCaptures();
    final FakeKernel kernel = new FakeKernel();
    final Map<String, Long> sinkDrops = new HashMap<>();
    final StallWatchdog watchdog;
    /** CPU time of every loop's thread. */
    long cpuNanos = 5 * SECOND;
    /** How much of a core every loop's thread uses. */
    double cpuShare = 0.5;

    int passes;

    @Nullable
    Error captureFault;

    private final List<HandLoop> loops = new ArrayList<>();
    private boolean woken;

    WatchdogFixture() {
        this(false);
    }

    WatchdogFixture(boolean stacksStopEveryThread) {
        Runnable wake = () -> woken = true;
        StackSampler sampler = new StackSampler(
                clock, thread -> cpuTimeOfACapture(), wake, captures, new JvmStacks(stacksStopEveryThread), drops);
        this.watchdog = new StallWatchdog(
                clock,
                new Timing(10 * MS, 50 * MS, SECOND),
                thread -> OptionalLong.of(cpuNanos),
                readings,
                new Diagnosis(new FrameClassifier(List.of("com.example."), List.of())),
                "run",
                drops,
                found,
                () -> sinkDrops,
                wake,
                sampler,
                kernel);
    }

    /** Watches a loop whose callbacks run on the test's thread. */
    HandLoop watch(String name) {
        return watch(name, Runnable::run);
    }

    HandLoop watch(String name, Executor thread) {
        return watch(new HandLoop(name, clock, thread));
    }

    HandLoop watch(HandLoop loop) {
        loops.add(loop);
        watchdog.watch(loop, loop, loop.name(), loop.requests, loop.callbacks);
        return loop;
    }

    private OptionalLong cpuTimeOfACapture() {
        if (captureFault != null) {
            throw captureFault;
        }
        return OptionalLong.of(cpuNanos);
    }

    /** Time goes on and the watchdog passes when it is due. */
    void runFor(long nanos) {
        long endNanos = clock.nanoTime() + nanos;
        for (long wakeNanos = pass(); wakeNanos - endNanos <= 0; wakeNanos = pass()) {
            timePasses(wakeNanos - clock.nanoTime());
        }
        timePasses(endNanos - clock.nanoTime());
    }

    /** Time goes on and nothing happens. */
    void timePasses(long nanos) {
        clock.advance(nanos);
        cpuNanos += (long) (nanos * cpuShare);
        readings.cpu += nanos;
    }

    /** Time goes on while nothing in the process runs, as when it is stopped. */
    void processStandsStillFor(long nanos) {
        clock.advance(nanos);
    }

    /** Freezes a loop, from 5 ms after a heartbeat on: the next is due 5 ms later. */
    void freeze(HandLoop loop) {
        runFor(5 * MS);
        loop.frozen = true;
    }

    private long pass() {
        long wakeNanos;
        do {
            woken = false;
            wakeNanos = watchdog.tick();
            passes++;
            loops.forEach(HandLoop::run);
        } while (woken);
        assertThat(wakeNanos - clock.nanoTime())
                .as("time that the watchdog sleeps")
                .isPositive();
        return wakeNanos;
    }
}
