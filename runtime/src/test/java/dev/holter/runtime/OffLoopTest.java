package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the real clock, for it is about real threads. */
@Timeout(60)
class OffLoopTest {
    private final EventLoop loop = EventLoop.open();

    @AfterEach
    void closeTheLoop() {
        loop.close();
    }

    @Test
    void workThatBlocks_leavesTheLoopFree() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        String result = loop.runUntilComplete(() -> {
            LoopFuture<String> blocked = Async.toThread(() -> {
                release.await();
                return Thread.currentThread().getName();
            });
            Async.yieldNow();
            release.countDown();
            return Async.await(blocked);
        });

        assertThat(result).startsWith("loop-blocking-");
    }

    @Test
    void exception_arrivesWhereItIsAwaited() {
        IllegalStateException broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.await(Async.toThread(() -> {
                    throw broken;
                }))))
                .isSameAs(broken);
    }

    @Test
    void otherExecutor_isUsed() throws Exception {
        try (ExecutorService executor = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("mine").factory())) {
            assertThat(loop.runUntilComplete(() -> Async.await(Async.runInExecutor(
                            executor, () -> Thread.currentThread().getName()))))
                    .isEqualTo("mine");
        }
    }

    @Test
    void cancelledAwait_doesNotWaitForTheWork() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        loop.runUntilComplete(() -> {
            Task<String> task = Async.createTask(() -> Async.await(Async.toThread(() -> {
                release.await();
                return "late";
            })));
            Async.yieldNow();
            task.cancel();
            assertThatThrownBy(() -> Async.await(task)).isInstanceOf(CancelledError.class);
            return null;
        });
        release.countDown();
    }

    @Test
    void runMain_runsAProgramToItsEnd() throws Exception {
        String[] left = new String[1];
        String result = EventLoop.runMain(() -> {
            Async.createTask(() -> {
                try {
                    Async.sleep(Duration.ofHours(1));
                } finally {
                    left[0] = "cleaned up";
                }
                return null;
            });
            Async.yieldNow();
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(left[0]).isEqualTo("cleaned up");
    }

    @Test
    void workThatEndsCancelled_isACancellation() throws Exception {
        LoopFuture<?> future = loop.runUntilComplete(() -> {
            LoopFuture<?> work = Async.toThread(() -> {
                throw new CancelledError("of another loop");
            });
            Async.wait(List.of(work), Async.WaitUntil.ALL_COMPLETED);
            return work;
        });

        assertThat(future.isCancelled()).isTrue();
        assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("of another loop");
    }

    @Test
    void defaultPool_hasABound_andKeepsTheRestForLater() throws Exception {
        int bound = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
        CountDownLatch begun = new CountDownLatch(bound);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger mostInside = new AtomicInteger();
        Callable<String> work = () -> {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            begun.countDown();
            release.await();
            inside.decrementAndGet();
            return "done";
        };
        loop.runUntilComplete(() -> {
            List<LoopFuture<String>> all = Stream.generate(() -> Async.toThread(work))
                    .limit(2L * bound)
                    .toList();
            begun.await();
            release.countDown();
            return Async.await(Async.gather(all));
        });

        assertThat(mostInside).hasValue(bound);
    }

    @Test
    void close_waitsForWorkThatHasBegun_andEndsItsThreads() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        loop.runUntilComplete(() -> {
            loop.createTask(() -> Async.await(Async.toThread(() -> {
                worker.set(Thread.currentThread());
                begun.countDown();
                release.await();
                ended.set(true);
                return "late";
            })));
            begun.await();
            return null;
        });
        Thread closing = Thread.currentThread();
        Thread releasing = Thread.ofPlatform().start(() -> {
            awaitWaiting(worker.get(), closing);
            release.countDown();
        });
        loop.close();

        assertThat(ended).isTrue();
        worker.get().join();
        releasing.join();
    }

    /** Both wait: the worker to be released, and the loop's closing for the worker. */
    private static void awaitWaiting(Thread... threads) {
        while (!Stream.of(threads).allMatch(OffLoopTest::isWaiting)) {
            Thread.onSpinWait();
        }
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void workThatWasCancelledBeforeItBegan_neverBegins() throws Exception {
        List<Runnable> handedOver = new ArrayList<>();
        AtomicBoolean began = new AtomicBoolean();
        loop.runUntilComplete(() -> {
            LoopFuture<String> future = Async.runInExecutor(handedOver::add, () -> {
                began.set(true);
                return "late";
            });
            future.cancel();
            handedOver.forEach(Runnable::run);
            return null;
        });

        assertThat(handedOver).hasSize(1);
        assertThat(began).isFalse();
    }

    @Test
    void executorThatRefuses_isToldToWhoAsks() {
        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.await(Async.runInExecutor(
                        work -> {
                            throw new RejectedExecutionException("full");
                        },
                        () -> "never"))))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("full");
    }

    @Test
    void error_arrivesWhereItIsAwaited() {
        AssertionError broken = new AssertionError("broken");

        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.await(Async.toThread(() -> {
                    throw broken;
                }))))
                .isSameAs(broken);
    }

    @Test
    void timeOver_leavesTheWorkToItself() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        loop.runUntilComplete(() -> {
            LoopFuture<String> work = Async.toThread(() -> {
                release.await();
                ended.countDown();
                return "late";
            });
            assertThatThrownBy(() -> Async.waitFor(work, Duration.ofMillis(10))).isInstanceOf(TimeoutException.class);
            return null;
        });
        release.countDown();

        ended.await();
    }

    @Test
    void nothingOfALoop_isThereOnThePoolsThreads() throws Exception {
        Throwable refused = loop.runUntilComplete(() -> Async.await(Async.toThread(() -> {
            try {
                EventLoop.running();
                return null;
            } catch (IllegalStateException none) {
                return none;
            }
        })));

        assertThat(refused).hasMessageContaining("no event loop runs this code");
    }
}
