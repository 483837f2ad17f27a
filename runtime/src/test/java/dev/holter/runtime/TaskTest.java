package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class TaskTest extends LoopTest {

    @Test
    void task_runsFromTheNextPassOn() throws Exception {
        go(() -> {
            Task<?> task = start(() -> log.add("task"));
            log.add("main");
            Async.await(task);
        });

        assertThat(log).containsExactly("main", "task");
    }

    @Test
    void tasks_takeTurnsWhereTheyWait() throws Exception {
        start(() -> {
            log.add("a1");
            Async.yieldNow();
            log.add("a2");
        });
        start(() -> {
            log.add("b1");
            Async.yieldNow();
            log.add("b2");
        });
        spin();

        assertThat(log).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    void awaitOfWhatIsDone_letsNothingElseRun() throws Exception {
        go(() -> {
            Promise<String> done = loop.createFuture();
            done.setResult("value");
            loop.callSoon(() -> log.add("callback"));
            log.add(Async.await(done));
        });

        assertThat(log).containsExactly("value", "callback");
    }

    @Test
    void sleep_takesItsTime() throws Exception {
        go(() -> Async.sleep(Duration.ofHours(1)));

        assertThat(loop.nanos()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void sleepOfNoTime_letsOthersRun() throws Exception {
        go(() -> {
            loop.callSoon(() -> log.add("other"));
            Async.sleep(Duration.ZERO);
            log.add("slept");
        });

        assertThat(log).containsExactly("other", "slept");
    }

    @Test
    void result_isWhatTheCoroutineReturned() throws Exception {
        Task<String> task = loop.createTask(after(5, "value"));
        assertThatThrownBy(task::result).isInstanceOf(InvalidStateException.class);
        assertThat(run(() -> Async.await(task))).isEqualTo("value");

        assertThat(task.isDone()).isTrue();
        assertThat(task.result()).isEqualTo("value");
        assertThat(task.exception()).isNull();
    }

    @Test
    void exception_isWhatTheCoroutineThrew() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Task<String> task = loop.createTask(failAfter(5, broken));

        assertThatThrownBy(() -> run(() -> Async.await(task))).isSameAs(broken);
        assertThat(task.exception()).isSameAs(broken);
        assertThat(task.isCancelled()).isFalse();
    }

    @Test
    void error_isWhatTheCoroutineThrew() {
        AssertionError broken = new AssertionError("broken");
        Task<String> task = loop.createTask(() -> {
            throw broken;
        });

        assertThatThrownBy(() -> run(() -> Async.await(task))).isSameAs(broken);
    }

    @Test
    void names_areCountedWhereNoneIsGiven() {
        assertThat(loop.createTask(() -> 1).name()).isEqualTo("task-1");
        assertThat(loop.createTask(() -> 1).name()).isEqualTo("task-2");
        Task<Integer> named = loop.createTask(() -> 1, "fetch");
        assertThat(named.name()).isEqualTo("fetch");
        named.setName("other");
        assertThat(named).hasToString("other (pending)");
    }

    @Test
    void allTasks_areThoseThatAreNotDone() throws Exception {
        Task<String> quick = loop.createTask(after(1, "quick"));
        Task<String> slow = loop.createTask(after(100, "slow"));
        run(() -> Async.await(quick));

        assertThat(loop.allTasks()).containsExactly(slow);
    }

    @Test
    void currentTask_isTheOneThatRuns() throws Exception {
        assertThatThrownBy(Async::currentTask).isInstanceOf(IllegalStateException.class);
        Task<?>[] seen = new Task<?>[2];
        Task<?> task = start(() -> {
            seen[0] = Async.currentTask();
            Async.yieldNow();
            seen[1] = Async.currentTask();
        });
        spin();

        assertThat(seen).containsExactly(task, task);
    }

    @Test
    void awaitOutsideACoroutine_isRefused() {
        Promise<String> future = loop.createFuture();
        loop.callSoon(() -> {
            assertThatThrownBy(() -> Async.await(future)).hasMessageContaining("not in a coroutine");
            loop.stop();
        });
        loop.runForever();

        assertThatThrownBy(() -> Async.await(future)).hasMessageContaining("not in a coroutine");
        assertThat(faults).isEmpty();
    }

    @Test
    void awaitInAThreadThatACoroutineStarted_isRefused() throws Exception {
        Promise<String> future = loop.createFuture();
        go(() -> {
            Thread thread = Thread.ofVirtual()
                    .unstarted(() ->
                            assertThatThrownBy(() -> Async.await(future)).hasMessageContaining("not in a coroutine"));
            thread.start();
            thread.join();
        });
    }

    @Test
    void taskThatAwaitsItself_isRefused() throws Exception {
        List<Task<?>> self = new ArrayList<>();
        Task<?> task = start(() -> Async.await(self.getFirst()));
        self.add(task);
        spin();

        assertThat(task.exception()).hasMessageContaining("awaits itself");
    }

    @Test
    void futureOfAnotherLoop_isRefused() throws Exception {
        try (EventLoop other = EventLoop.open()) {
            Promise<String> foreign = other.createFuture();
            go(() -> assertThatThrownBy(() -> Async.await(foreign)).hasMessageContaining("another loop"));
        }
    }

    @Test
    void nobodyAsksHowATaskEnded_andItsFutureStaysWithTheLoop() throws Exception {
        start(() -> {
            Async.sleep(ms(50));
            log.add("ran to its end");
        });
        System.gc();
        go(() -> Async.sleep(ms(100)));

        assertThat(log).containsExactly("ran to its end");
    }

    @Test
    void awaited_isWhatItWaitsFor() throws Exception {
        Task<String> inner = loop.createTask(after(100, "value"));
        Task<?> outer = start(() -> Async.await(inner));
        spin();

        assertThat(outer.awaited()).contains(inner);
        run(() -> Async.await(outer));
        assertThat(outer.awaited()).isEmpty();
    }

    @Test
    void stack_showsWhereATaskWaits() throws Exception {
        Task<?> task = start(this::waitForLong);
        spin();

        assertThat(task.stack()).anyMatch(frame -> frame.getMethodName().equals("waitForLong"));
        task.cancel();
        spin();
        assertThat(task.stack()).isEmpty();
    }

    private void waitForLong() {
        Async.sleep(ms(100_000));
    }

    @Test
    void doneCallbacks_comeInOrder_andAfterTheFact() throws Exception {
        Task<String> task = loop.createTask(after(1, "value"));
        task.addDoneCallback(done -> log.add("first"));
        task.addDoneCallback(done -> log.add("second"));
        run(() -> Async.await(task));
        task.addDoneCallback(done -> log.add("late"));
        spin();

        assertThat(log).containsExactly("first", "second", "late");
    }

    @Test
    void doneCallbackTakenBack_isNotCalled() throws Exception {
        Task<String> task = loop.createTask(after(1, "value"));
        java.util.function.Consumer<LoopFuture<String>> callback = done -> log.add("no");
        task.addDoneCallback(callback);
        task.addDoneCallback(callback);

        assertThat(task.removeDoneCallback(callback)).isEqualTo(2);
        run(() -> Async.await(task));
        assertThat(log).isEmpty();
    }

    @Test
    void doneCallbackThatThrows_isToldToTheHandler() throws Exception {
        Promise<String> future = loop.createFuture();
        future.addDoneCallback(done -> {
            throw new IllegalStateException("broken");
        });
        future.setResult("value");
        spin();

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).hasMessage("broken"));
    }

    @Test
    void completingTwice_isRefused() {
        Promise<String> future = loop.createFuture();
        future.setResult("value");

        assertThatThrownBy(() -> future.setResult("again")).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> future.setException(new Exception())).isInstanceOf(InvalidStateException.class);
        assertThat(future.cancel()).isFalse();
    }

    @Test
    void cancelledErrorAsAnException_isRefused() {
        Promise<String> future = loop.createFuture();

        assertThatThrownBy(() -> future.setException(new CancelledError(null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsThatBlockInTheJdk_leaveTheLoopFree() throws Exception {
        try (EventLoop real = EventLoop.open()) {
            LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
            Task<String> blocked = real.createTask(queue::take);
            Task<String> asleep = real.createTask(() -> {
                Thread.sleep(20);
                return "slept";
            });
            real.runUntilComplete(() -> {
                Async.yieldNow();
                queue.add("taken");
                log.add(Async.await(blocked));
                log.add(Async.await(asleep));
                return null;
            });
        }

        assertThat(log).containsExactly("taken", "slept");
    }

    @Test
    void contendedLock_leavesTheLoopFree() throws Exception {
        try (EventLoop real = EventLoop.open()) {
            ReentrantLock lock = new ReentrantLock();
            real.runUntilComplete(() -> {
                Task<String> holder = Async.createTask(() -> {
                    lock.lock();
                    try {
                        Async.sleep(ms(5));
                    } finally {
                        lock.unlock();
                    }
                    return "held";
                });
                Task<String> waiter = Async.createTask(() -> {
                    lock.lock();
                    try {
                        return "got it";
                    } finally {
                        lock.unlock();
                    }
                });
                log.addAll(Async.await(Async.gather(List.of(holder, waiter))));
                return null;
            });
        }

        assertThat(log).containsExactly("held", "got it");
    }

    @Test
    void contendedMonitor_leavesTheLoopFree() throws Exception {
        try (EventLoop real = EventLoop.open()) {
            Object monitor = new Object();
            real.runUntilComplete(() -> {
                Task<String> holder = Async.createTask(() -> {
                    synchronized (monitor) {
                        Async.sleep(ms(5));
                    }
                    return "held";
                });
                Task<String> waiter = Async.createTask(() -> {
                    synchronized (monitor) {
                        return "got it";
                    }
                });
                log.addAll(Async.await(Async.gather(List.of(holder, waiter))));
                return null;
            });
        }

        assertThat(log).containsExactly("held", "got it");
    }

    @Test
    void interruptOfATaskThatAwaits_doesNotWakeIt() throws Exception {
        Thread[] thread = new Thread[1];
        Task<String> task = loop.createTask(() -> {
            thread[0] = Thread.currentThread();
            Async.sleep(ms(50));
            return Thread.interrupted() ? "interrupted" : "not";
        });
        spin();
        thread[0].interrupt();

        assertThat(run(() -> Async.await(task))).isEqualTo("interrupted");
        assertThat(nowMillis()).isGreaterThanOrEqualTo(50);
    }
}
