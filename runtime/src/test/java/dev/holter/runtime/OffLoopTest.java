package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
                    Async.sleep(java.time.Duration.ofHours(1));
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
}
