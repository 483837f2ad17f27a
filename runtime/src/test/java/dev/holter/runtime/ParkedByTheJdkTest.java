package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines that wait in calls of the JDK, on a real loop, and how they are cancelled there. */
@Timeout(60)
class ParkedByTheJdkTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int FOR_EVER = 60_000;

    private final EventLoop loop = EventLoop.open();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Runs the coroutine until it is parked, cancels it, and waits for its end. */
    private Task<?> cancelled(Coroutine<?> coroutine) throws Exception {
        Task<?> task = loop.createTask(coroutine);
        loop.runUntilComplete(() -> {
            Async.sleep(SOON);
            task.cancel("enough");
            return Async.wait(List.of(task), Async.WaitUntil.ALL_COMPLETED);
        });
        return task;
    }

    private @Nullable Void sleepForEver() throws InterruptedException {
        Thread.sleep(FOR_EVER);
        return null;
    }

    @Test
    void sleep_endsCancelled() throws Exception {
        assertThat(cancelled(this::sleepForEver).isCancelled()).isTrue();
    }

    @Test
    void socketRead_endsCancelled() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), silent.getLocalPort())) {
            Task<?> task = cancelled(() -> socket.getInputStream().read());

            assertThat(task.isCancelled()).isTrue();
        }
    }

    @Test
    void errorArrivesAtTheNextAwait_whateverCaughtTheInterrupt() throws Exception {
        Task<?> task = cancelled(() -> {
            try {
                return sleepForEver();
            } catch (Exception swallowed) {
                log.add("swallowed");
            }
            Async.yieldNow();
            return log.add("went on");
        });

        assertThat(task.isCancelled()).isTrue();
        assertThat(log).containsExactly("swallowed");
    }

    @Test
    void lock_isLeftAlone_andTheErrorArrivesAfterItWithoutTheInterrupt() throws Exception {
        cancelAtALock(Async::yieldNow);
        cancelAtALock(() -> Async.sleep(Duration.ofMinutes(1)));

        assertThat(log).containsExactly("cleaned up", "cleaned up");
    }

    /** Cancels a coroutine that waits for a lock, which it then gets before it waits for something else. */
    private void cancelAtALock(Runnable wait) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch letGo = new CountDownLatch(1);
        Thread holder = holder(lock, letGo);
        Task<?> task = loop.createTask(() -> {
            lock.lock();
            try {
                wait.run();
                return log.add("went on");
            } finally {
                Thread.sleep(1); // would throw where the interrupt was still there
                log.add("cleaned up");
                lock.unlock();
            }
        });
        loop.runUntilComplete(() -> {
            Async.sleep(SOON);
            task.cancel();
            letGo.countDown();
            return Async.wait(List.of(task), Async.WaitUntil.ALL_COMPLETED);
        });
        holder.join();

        assertThat(task.isCancelled()).isTrue();
    }

    /** A thread that holds the lock until it is told otherwise. */
    private static Thread holder(ReentrantLock lock, CountDownLatch letGo) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().daemon().start(() -> {
            lock.lock();
            try {
                held.countDown();
                awaitQuietly(letGo);
            } finally {
                lock.unlock();
            }
        });
        held.await();
        return holder;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void exceptionOfTheCleanUp_isNotLost() throws Exception {
        Task<?> task = cancelled(() -> {
            try {
                return sleepForEver();
            } catch (InterruptedException e) {
                throw new IllegalStateException("no clean-up");
            }
        });

        assertThat(task.isCancelled()).isFalse();
        assertThat(task.exception()).hasMessage("no clean-up");
    }

    @Test
    void exceptionThatWrapsTheInterrupt_isTheCancellation() throws Exception {
        Task<?> task = cancelled(() -> {
            try {
                return sleepForEver();
            } catch (InterruptedException e) {
                throw new IllegalStateException("wrapped", e);
            }
        });

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void timeout_isATimeout() {
        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.timeout(SOON, scope -> sleepForEver())))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void unrelatedExceptionWithinATimeout_isNotATimeout() {
        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.timeout(SOON, scope -> {
                    try {
                        return sleepForEver();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("unrelated");
                    }
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unrelated");
    }

    @Test
    void timeoutInTheCleanUp_leavesTheNextAwaitAlone() throws Exception {
        Task<?> task = cancelled(() -> {
            try {
                Async.sleep(Duration.ofMinutes(1));
            } finally {
                try {
                    Async.timeout(SOON, scope -> sleepForEver());
                } catch (TimeoutException timeout) {
                    log.add("timeout");
                }
                Async.yieldNow();
                log.add("cleaned up");
            }
            return null;
        });

        assertThat(task.isCancelled()).isTrue();
        assertThat(log).containsExactly("timeout", "cleaned up");
    }

    @Test
    void bodyOfATaskGroup_isCancelledWithIt() throws Exception {
        Task<?> task = cancelled(() -> Async.taskGroup(group -> {
            group.createTask(() -> {
                try {
                    Async.sleep(Duration.ofMinutes(1));
                } finally {
                    Async.yieldNow();
                    log.add("child cleaned up");
                }
                return null;
            });
            return sleepForEver();
        }));

        assertThat(task.isCancelled()).isTrue();
        assertThat(log).containsExactly("child cleaned up");
    }

    @Test
    void cancellationOfAGroup_isNotSwallowedWithExceptions() throws Exception {
        Task<?> task = cancelled(() -> {
            try {
                return Async.taskGroup(group -> sleepForEver());
            } catch (Exception swallowed) {
                log.add("swallowed");
            }
            Async.yieldNow();
            return log.add("went on");
        });

        assertThat(task.isCancelled()).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void timeThatIsOverWhereNobodyHearsIt_isForgottenAfterTheScope() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch letGo = new CountDownLatch(1);
        Thread holder = holder(lock, letGo);
        loop.runUntilComplete(() -> {
            Async.timeout(SOON, scope -> {
                loop.callLater(SOON.multipliedBy(2), letGo::countDown);
                lock.lock();
                try {
                    return null;
                } finally {
                    lock.unlock();
                }
            });
            Async.yieldNow();
            Thread.sleep(1);
            return log.add("went on");
        });
        holder.join();

        assertThat(log).containsExactly("went on");
    }

    @Test
    void taskGroupWithinATimeout_isATimeout() {
        assertThatThrownBy(() -> loop.runUntilComplete(
                        () -> Async.timeout(SOON, scope -> Async.taskGroup(group -> sleepForEver()))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void childThatFails_isAllThatItsGroupTells() {
        assertThatThrownBy(() -> loop.runUntilComplete(() -> Async.taskGroup(group -> {
                    group.createTask(() -> {
                        Async.sleep(SOON);
                        throw new IllegalStateException("broken");
                    });
                    return sleepForEver();
                })))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        thrown -> assertThat(thrown.exceptions())
                                .singleElement()
                                .satisfies(one -> assertThat(one).hasMessage("broken")));
    }

    @Test
    void threadThatACoroutineStarted_runsWhileTheCoroutineAwaits() throws Exception {
        loop.runUntilComplete(() -> {
            Thread child = Thread.startVirtualThread(() -> {
                log.add("child begins");
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    log.add("interrupted");
                }
                log.add("child ends");
            });
            while (child.isAlive()) {
                Async.yieldNow();
            }
            return log.add("parent");
        });

        assertThat(log).containsExactly("child begins", "child ends", "parent");
    }

    @Test
    void tasksWhoseStacksAnotherThreadLooksAt_goOn() throws Exception {
        List<Thread> watched = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread looking = Thread.ofPlatform().daemon().start(() -> {
            awaitQuietly(begun);
            while (!Thread.currentThread().isInterrupted()) {
                watched.forEach(Thread::getStackTrace);
            }
        });
        loop.runUntilComplete(() -> {
            Task<@Nullable Void> first = Async.createTask(ParkedByTheJdkTest::yieldOften);
            Task<@Nullable Void> second = Async.createTask(ParkedByTheJdkTest::yieldOften);
            Async.yieldNow();
            watched.add(first.thread().orElseThrow());
            watched.add(second.thread().orElseThrow());
            begun.countDown();
            return Async.wait(List.of(first, second), Async.WaitUntil.ALL_COMPLETED);
        });
        looking.interrupt();
        looking.join();

        assertThat(loop.liveTasks()).isZero();
    }

    private static @Nullable Void yieldOften() {
        for (int n = 0; n < 20_000; n++) {
            Async.yieldNow();
        }
        return null;
    }

    @Test
    void awaitWhereNothingCanWait_isRefused() throws Exception {
        loop.runUntilComplete(() -> {
            assertThatThrownBy(() -> Awaiting.CLASS.toString()).cause().hasMessageContaining("cannot await here");
            Async.yieldNow(); // which it still can
            return null;
        });
    }

    /** Awaits while it is initialised. */
    private static final class Awaiting {
        static final Object CLASS = awaited();

        private static Object awaited() {
            Async.yieldNow();
            return "not reached";
        }
    }
}
