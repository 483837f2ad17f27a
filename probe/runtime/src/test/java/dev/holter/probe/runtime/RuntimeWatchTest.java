package dev.holter.probe.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.checkout.Checkout;
import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.runtime.Async;
import dev.holter.runtime.Coroutine;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Task;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RuntimeWatchTest {
    private static final String LOOP = "checkout";
    private static final Duration HELD = Duration.ofMillis(100);

    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(20))
            .jfr(false)
            .sink(sink)
            .start();

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void coroutineThatHoldsItsLoop_isToldByItsOwnFrames(@TempDir Path folder) throws Exception {
        Path orders = fifo(folder);
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> run(new Checkout(orders)));
        try (OutputStream writer = Files.newOutputStream(orders)) {
            Incident frozen = sink.awaitIncident("a read", one -> one.open() && one.cause() == Cause.FILE);

            assertThat(frozen.loop()).isEqualTo(LOOP);
            assertThat(frozen.culprit().map(StackTraceElement::getMethodName)).hasValue("readOrders");
            writer.write(7);
        }
        assertThat(read.get()).isEqualTo(7);
    }

    @Test
    void coroutineThatTheJdkHasParked_holdsNothing() {
        run(() -> {
            long before = awaitLoop("a heartbeat", one -> one.heartbeats() > 0).heartbeats();
            Thread.sleep(300);
            return awaitLoop("heartbeats", one -> one.heartbeats() > before + 3);
        });

        assertThat(sink.incidentsOf(LOOP)).isEmpty();
    }

    @Test
    void tasks_areCountedWhileTheyAreNotDone() {
        run(() -> {
            List<Task<@Nullable Void>> tasks = Stream.generate(
                            () -> Async.<@Nullable Void>createTask(RuntimeWatchTest::sleepLong))
                    .limit(5)
                    .toList();
            awaitLoop("five tasks and the main one", one -> one.tasksLive().orElse(0) == 6);
            tasks.forEach(Task::cancel);
            return awaitLoop("the main one", one -> one.tasksLive().orElse(0) == 1);
        });
    }

    @Test
    void steps_areKnownByTheirCoroutine(@TempDir Path folder) {
        run(() -> {
            Files.writeString(folder.resolve("orders"), "7");
            Async.await(Async.createTask(new Checkout(folder.resolve("orders"))));
            return awaitLoop(
                    "its steps",
                    one -> one.callbacks().map(CallbackState::worst).orElse(List.of()).stream()
                            .anyMatch(type -> type.type().equals(Checkout.class.getName()) && type.count() >= 2));
        });
    }

    @Test
    void timersThatFireLate_areToldSo() {
        run(() -> {
            EventLoop loop = EventLoop.running();
            loop.callLater(Duration.ofMillis(10), () -> {});
            loop.callSoon(() -> busyFor(Duration.ofMillis(200)));
            return awaitLoop(
                    "a late timer",
                    one -> one.callbacks()
                            .filter(callbacks ->
                                    callbacks.timerLatenessSeconds().quantile(1) > 0.1)
                            .isPresent());
        });
    }

    @Test
    void loop_isWatchedWhileItRuns() throws Exception {
        try (EventLoop loop = EventLoop.open()) {
            RuntimeWatch watch = RuntimeWatch.watch(probe, LOOP, loop);
            assertThat(watch.watched()).isEmpty();
            for (int run = 0; run < 2; run++) {
                loop.runUntilComplete(() -> awaitLoop("a heartbeat", one -> one.heartbeats() > 0));
                sink.awaitNoLoop(LOOP);
            }
        }
    }

    @Test
    void watchThatBeginsInTheLoop_isUnderWayAtOnce() throws Exception {
        EventLoop.runMain(() -> {
            try (RuntimeWatch watch = RuntimeWatch.watch(probe, LOOP, EventLoop.running())) {
                assertThat(watch.watched()).isPresent();
                awaitLoop("a heartbeat", one -> one.heartbeats() > 0);
            }
            return sink.awaitNoLoop(LOOP);
        });
    }

    @Test
    void callbacksBehindOneThatHoldsTheLoop_arePending() {
        run(() -> {
            EventLoop loop = EventLoop.running();
            loop.callSoon(
                    () -> awaitLoop("those behind it", one -> one.tasksPending().orElse(0) >= 5));
            for (int n = 0; n < 5; n++) {
                loop.callSoon(() -> {});
            }
            Async.yieldNow();
            return awaitLoop("none", one -> one.tasksPending().orElse(-1) == 0);
        });
    }

    @Test
    void busyTime_growsWhileACallbackHoldsTheLoop() {
        run(() -> {
            long before =
                    busyNanos(awaitLoop("callbacks", one -> one.callbacks().isPresent()));
            EventLoop.running().callSoon(() -> awaitLoop("busy time", one -> busyNanos(one) - before > HELD.toNanos()));
            Async.yieldNow();
            return "held";
        });
    }

    @Test
    void timeInWhichTheJdkHasParkedTheCoroutines_isNotBusy() {
        run(() -> {
            long before =
                    busyNanos(awaitLoop("callbacks", one -> one.callbacks().isPresent()));
            long startNanos = System.nanoTime();
            Thread.sleep(10 * HELD.toMillis());
            LoopState fresh = awaitLoop("a heartbeat", one -> one.heartbeats() > 0);

            assertThat(busyNanos(fresh) - before).isLessThan((System.nanoTime() - startNanos) / 2);
            return fresh;
        });
    }

    private static long busyNanos(LoopState state) {
        return state.callbacks().map(CallbackState::busyNanos).orElse(0L);
    }

    private static @Nullable Void sleepLong() throws Exception {
        Async.sleep(Duration.ofDays(1));
        return null;
    }

    private LoopState awaitLoop(String what, Predicate<LoopState> condition) {
        return sink.awaitLoop(LOOP, what, condition);
    }

    private <T> T run(Coroutine<T> main) {
        try (EventLoop loop = EventLoop.open()) {
            RuntimeWatch.watch(probe, LOOP, loop);
            return loop.runUntilComplete(main);
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    private static void busyFor(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            Thread.onSpinWait();
        }
    }

    private static Path fifo(Path folder) throws Exception {
        Path fifo = folder.resolve("orders");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo;
    }
}
