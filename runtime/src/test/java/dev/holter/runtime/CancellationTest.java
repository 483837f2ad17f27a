package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest extends LoopTest {

    @Test
    void cancelledBeforeItBegan_itNeverRuns() throws Exception {
        Task<?> task = start(() -> log.add("ran"));
        assertThat(task.cancel()).isTrue();
        spin();

        assertThat(log).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancelledWhereItAwaits_itGetsTheErrorThere() throws Exception {
        Task<?> task = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } catch (CancelledError cancelled) {
                log.add("cancelled: " + cancelled.getMessage());
                throw cancelled;
            }
        });
        spin();
        task.cancel("enough");
        spin();

        assertThat(log).containsExactly("cancelled: enough");
        assertThatThrownBy(task::result).isInstanceOf(CancelledError.class).hasMessage("enough");
        assertThat(nowMillis()).isZero();
    }

    @Test
    void cancellation_isNotCaughtAsAnException() throws Exception {
        Task<?> task = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } catch (Exception swallowed) {
                log.add("swallowed");
            }
        });
        spin();
        task.cancel();
        spin();

        assertThat(log).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellationThatIsCaught_letsTheTaskGoOn() throws Exception {
        Task<String> task = loop.createTask(() -> {
            try {
                Async.sleep(ms(1_000));
            } catch (CancelledError ignored) {
                Async.sleep(ms(5));
            }
            return "went on";
        });
        spin();
        task.cancel();

        assertThat(run(() -> Async.await(task))).isEqualTo("went on");
        assertThat(task.isCancelled()).isFalse();
        assertThat(task.cancelling()).isEqualTo(1);
    }

    @Test
    void finallyBlock_mayAwait() throws Exception {
        Task<?> task = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } finally {
                Async.sleep(ms(7));
                log.add("cleaned up at " + nowMillis());
            }
        });
        spin();
        task.cancel();
        go(() -> Async.sleep(ms(20)));

        assertThat(log).containsExactly("cleaned up at 7");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void secondCancellation_interruptsTheCleanUp() throws Exception {
        Task<?> task = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } finally {
                Async.sleep(ms(1_000));
                log.add("not reached");
            }
        });
        spin();
        task.cancel();
        spin();
        task.cancel();
        spin();

        assertThat(log).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellingATask_cancelsWhatItAwaits() throws Exception {
        Task<String> inner = loop.createTask(after(1_000, "never"));
        Task<?> outer = start(() -> Async.await(inner));
        spin();
        outer.cancel("both");
        spin();

        assertThat(inner.isCancelled()).isTrue();
        assertThat(outer.isCancelled()).isTrue();
        assertThatThrownBy(inner::result).hasMessage("both");
    }

    @Test
    void cancellingWhatATaskAwaits_cancelsTheTask() throws Exception {
        Task<String> inner = loop.createTask(after(1_000, "never"));
        Task<?> outer = start(() -> Async.await(inner));
        spin();
        inner.cancel();
        spin();

        assertThat(outer.isCancelled()).isTrue();
    }

    @Test
    void cancelledAfterWhatItAwaitsIsDone_itIsCancelledAllTheSame() throws Exception {
        Promise<String> future = loop.createFuture();
        Task<?> task = start(() -> log.add(Async.await(future)));
        spin();
        future.setResult("value");
        assertThat(task.cancel()).isTrue();
        spin();

        assertThat(log).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellingItself_arrivesAtTheNextAwait() throws Exception {
        Task<?> task = start(() -> {
            Async.currentTask().cancel("by myself");
            log.add("still here");
            Async.sleep(ms(1));
            log.add("not reached");
        });
        spin();

        assertThat(log).containsExactly("still here");
        assertThatThrownBy(task::result).hasMessage("by myself");
    }

    @Test
    void cancellingItselfWithNoFurtherAwait_cancelsIt() throws Exception {
        Task<String> task = loop.createTask(() -> {
            Async.currentTask().cancel();
            return "value";
        });
        spin();

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellingAtASleepOfNoTime_arrivesThere() throws Exception {
        Task<?> task = start(() -> {
            Async.yieldNow();
            log.add("not reached");
        });
        go(task::cancel);
        spin();

        assertThat(log).isEmpty();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellingWhatIsDone_changesNothing() throws Exception {
        Task<String> task = loop.createTask(() -> "value");
        spin();

        assertThat(task.cancel()).isFalse();
        assertThat(task.result()).isEqualTo("value");
        assertThat(task.cancelling()).isZero();
    }

    @Test
    void otherErrorInTheCleanUp_winsOverTheCancellation() throws Exception {
        Task<?> task = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } catch (CancelledError cancelled) {
                throw new IllegalStateException("broken", cancelled);
            }
        });
        spin();
        task.cancel();
        spin();

        assertThat(task.isCancelled()).isFalse();
        assertThat(task.exception()).hasMessage("broken");
    }

    @Test
    void uncancel_takesARequestBack() throws Exception {
        Task<?> task = start(() -> Async.sleep(ms(1_000)));
        spin();
        assertThat(task.cancelling()).isZero();
        task.cancel();
        assertThat(task.cancelling()).isEqualTo(1);
        task.cancel();
        assertThat(task.cancelling()).isEqualTo(2);
        assertThat(task.uncancel()).isEqualTo(1);
        assertThat(task.uncancel()).isZero();
        assertThat(task.uncancel()).isZero();
        spin();

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void uncancelBeforeTheErrorArrives_keepsItFromArriving() throws Exception {
        Task<String> task = loop.createTask(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            self.uncancel();
            Async.yieldNow();
            return "went on";
        });
        spin();

        assertThat(task.result()).isEqualTo("went on");
    }

    @Test
    void circleOfTasks_isCancelledOnce_andItsCleanUpMayWait() throws Exception {
        List<Task<?>> circle = new ArrayList<>();
        circle.add(start(() -> Async.await(circle.get(1))));
        circle.add(start(() -> {
            try {
                Async.await(circle.get(0));
            } finally {
                Async.sleep(ms(10));
                log.add("cleaned up");
            }
        }));
        spin();
        circle.get(0).cancel();
        go(() -> Async.sleep(ms(20)));

        assertThat(log).containsExactly("cleaned up");
        circle.forEach(task -> assertThat(task.isCancelled()).isTrue());
    }

    @Test
    void taskThatCancelsItselfAndAwaitsWhoAwaitsIt_ends() throws Exception {
        List<Task<?>> circle = new ArrayList<>();
        circle.add(start(() -> {
            Async.yieldNow();
            Async.currentTask().cancel();
            Async.await(circle.get(1));
        }));
        circle.add(start(() -> Async.await(circle.get(0))));
        spin();
        spin();

        circle.forEach(task -> assertThat(task.isCancelled()).isTrue());
    }

    @Test
    void future_isCancelledForWhoeverAwaitsIt() throws Exception {
        Promise<String> future = loop.createFuture();
        Task<?> task = start(() -> Async.await(future));
        spin();
        assertThat(future.cancel("gone")).isTrue();
        assertThat(future.cancel()).isFalse();
        spin();

        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("gone");
        assertThatThrownBy(future::exception).isInstanceOf(CancelledError.class);
    }

    @Test
    void uncancelOfWhatNobodyCancelled_changesNothing() {
        Task<?> task = start(() -> Async.sleep(ms(100)));

        assertThat(task.uncancel()).isZero();
        assertThat(task.cancelling()).isZero();
    }

    @Test
    void cancellingAChain_arrivesAtItsInnermostFirst() throws Exception {
        Task<String> inner = loop.createTask(() -> logged("inner", after(100, "never")));
        Task<String> middle = loop.createTask(() -> logged("middle", () -> Async.await(inner)));
        Task<String> outer = loop.createTask(() -> logged("outer", () -> Async.await(middle)));
        spin();
        outer.cancel();
        spin();

        assertThat(log).containsExactly("inner", "middle", "outer");
        assertThat(List.of(inner, middle, outer)).allMatch(LoopFuture::isCancelled);
    }

    private String logged(String name, Coroutine<String> code) throws Exception {
        try {
            return code.run();
        } finally {
            log.add(name);
        }
    }

    @Test
    void errorThatTheCoroutineThrowsItself_endsItAsCancelled() throws Exception {
        Task<?> task = start(() -> {
            throw new CancelledError("by itself");
        });
        spin();

        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(task::result).hasMessage("by itself");
    }

    @Test
    void waiterOfACancelledTask_mayCatchItAndGoOn() throws Exception {
        Task<String> inner = loop.createTask(after(100, "never"));
        Task<String> outer = loop.createTask(() -> {
            try {
                return Async.await(inner);
            } catch (CancelledError cancelled) {
                return "inner was cancelled";
            }
        });
        spin();
        inner.cancel();

        assertThat(run(() -> Async.await(outer))).isEqualTo("inner was cancelled");
        assertThat(outer.cancelling()).isZero();
    }

    @Test
    void cancellingBetweenTwoAwaits_isToldByBothCalls() throws Exception {
        Promise<String> future = loop.createFuture();
        Task<String> task = loop.createTask(() -> Async.await(future));
        spin();

        assertThat(task.cancel()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(task.isDone()).isFalse();
        spin();
        assertThat(task.isCancelled()).isTrue();
    }
}
