package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop on a thread that somebody interrupts. In real time, for a loop whose time jumps never waits. */
@Timeout(60)
class InterruptTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.close();
    }

    /** Tells from a callback that the loop waits: no coroutine runs before the next timer. */
    private void tellThatItWaits() {
        EventLoop.running().callLater(Duration.ofMillis(1), waits::countDown);
    }

    @Test
    void interrupt_cancelsTheProgramOnce_andIsThereAgainWhenItHasEnded() throws Exception {
        Future<?> program = executor.submit(() -> {
            assertThatThrownBy(() -> EventLoop.runMain(() -> {
                        tellThatItWaits();
                        try {
                            Async.sleep(LONG);
                            return null;
                        } finally {
                            Async.sleep(Duration.ofMillis(5));
                            log.add("cleaned up");
                        }
                    }))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("the thread of the loop was interrupted");
            log.add("interrupted: " + Thread.currentThread().isInterrupted());
        });
        waits.await();
        executor.shutdownNow();

        program.get(30, TimeUnit.SECONDS);
        assertThat(log).containsExactly("cleaned up", "interrupted: true");
    }

    @Test
    void interruptThatTheProgramIgnores_doesNotKeepTheLoopFromWaiting() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        Future<Integer> program = executor.submit(() -> EventLoop.runMain(() -> {
            tellThatItWaits();
            try {
                Async.sleep(LONG);
            } catch (CancelledError ignored) {
                EventLoop.running().addObserver(new LoopObserver() {
                    @Override
                    public void pollBegins(long nanos) {
                        polls.incrementAndGet();
                    }
                });
                Async.sleep(Duration.ofMillis(100));
            }
            return polls.get();
        }));
        waits.await();
        executor.shutdownNow();

        assertThat(program.get(30, TimeUnit.SECONDS)).isBetween(1, 20);
    }

    @Test
    void interrupt_stopsALoopThatRunsForEver() throws Exception {
        Future<Boolean> program = executor.submit(() -> {
            try (EventLoop loop = EventLoop.open()) {
                loop.callSoon(this::tellThatItWaits);
                loop.runForever();
            }
            return Thread.currentThread().isInterrupted();
        });
        waits.await();
        executor.shutdownNow();

        assertThat(program.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptedThread_closesItsLoopInFull() throws Exception {
        Future<Boolean> program = executor.submit(() -> {
            EventLoop loop = EventLoop.open();
            loop.createTask(() -> {
                try {
                    Async.sleep(LONG);
                    return null;
                } finally {
                    Async.sleep(Duration.ofMillis(5));
                    log.add("cleaned up");
                }
            });
            loop.callSoon(loop::stop);
            loop.runForever();
            Thread.currentThread().interrupt();
            loop.close();
            return Thread.currentThread().isInterrupted();
        });

        assertThat(program.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log).containsExactly("cleaned up");
    }
}
