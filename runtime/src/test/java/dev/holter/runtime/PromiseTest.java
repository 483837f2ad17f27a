package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Futures that their maker completes. */
class PromiseTest extends LoopTest {
    private final Promise<String> future = loop.createFuture();
    private final Logging logging = new Logging();

    private final class Logging implements Consumer<LoopFuture<String>> {
        @Override
        public void accept(LoopFuture<String> done) {
            log.add(done.toString());
        }
    }

    @Test
    void newOne_isPending() {
        assertThat(future.isDone()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future).hasToString("future (pending)");
        assertThat(future.loop()).isSameAs(loop);
    }

    @Test
    void resultOfAPendingOne_isRefused() {
        assertThatThrownBy(future::result)
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("future (pending) is not done");
    }

    @Test
    void exceptionOfAPendingOne_isRefused() {
        assertThatThrownBy(future::exception).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void result_isTheValueThatWasSet() throws Exception {
        future.setResult("value");

        assertThat(future.isDone()).isTrue();
        assertThat(future.result()).isEqualTo("value");
        assertThat(future.exception()).isNull();
        assertThat(future).hasToString("future (done)");
    }

    @Test
    void result_mayBeAskedForAgain() throws Exception {
        future.setResult("value");

        assertThat(List.of(future.result(), future.result())).containsExactly("value", "value");
    }

    @Test
    void nullIsAValue() throws Exception {
        Promise<@Nullable String> nothing = loop.createFuture();
        nothing.setResult(null);

        assertThat(nothing.isDone()).isTrue();
        assertThat(nothing.result()).isNull();
    }

    @Test
    void exception_isWhatWasSet_andResultThrowsIt() {
        IllegalStateException broken = new IllegalStateException("broken");
        future.setException(broken);

        assertThat(future.exception()).isSameAs(broken);
        assertThatThrownBy(future::result).isSameAs(broken);
        assertThat(future).hasToString("future (failed with java.lang.IllegalStateException: broken)");
    }

    @Test
    void error_isThrownAsItIs() {
        AssertionError broken = new AssertionError("broken");
        future.setException(broken);

        assertThatThrownBy(future::result).isSameAs(broken);
    }

    @Test
    void cancelledOne_throwsAtEitherQuestion() {
        assertThat(future.cancel()).isTrue();

        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertCancelled(future);
        assertThatThrownBy(future::exception).isInstanceOf(CancelledError.class);
        assertThat(future).hasToString("future (cancelled)");
    }

    @Test
    void cancelMessage_isTheErrors() {
        future.cancel("enough");

        assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("enough");
    }

    @Test
    void cancellingTwice_isCancellingOnce() {
        assertThat(future.cancel("first")).isTrue();
        assertThat(future.cancel("second")).isFalse();
        assertThatThrownBy(future::result).hasMessage("first");
    }

    @Test
    void completingACancelledOne_isRefused() {
        future.cancel();

        assertThatThrownBy(() -> future.setResult("late")).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> future.setException(new IllegalStateException()))
                .isInstanceOf(InvalidStateException.class);
    }

    @Test
    void awaitedByMany_itGivesAllOfThemItsValue() throws Exception {
        for (int n = 0; n < 3; n++) {
            String name = "waiter " + n;
            start(() -> log.add(name + " " + Async.await(future)));
        }
        spin();
        future.setResult("value");
        spin();

        assertThat(log).containsExactly("waiter 0 value", "waiter 1 value", "waiter 2 value");
    }

    @Test
    void awaitedAgain_itGivesItsValueAgain() throws Exception {
        future.setResult("value");

        assertThat(run(() -> Async.await(future) + Async.await(future))).isEqualTo("valuevalue");
    }

    @Test
    void setFromATimer_itWakesWhoAwaitsIt() throws Exception {
        loop.callLater(ms(20), () -> future.setResult("value"));

        assertThat(run(() -> Async.await(future))).isEqualTo("value");
        assertThat(nowMillis()).isEqualTo(20);
    }

    @Test
    void setFromAnotherThread_itIsLeftToTheLoop() throws Exception {
        try (EventLoop real = EventLoop.open()) {
            Promise<String> elsewhere = real.createFuture();
            Thread.ofPlatform().start(() -> real.callSoonThreadsafe(() -> elsewhere.setResult("from afar")));

            assertThat(real.runUntilComplete(elsewhere)).isEqualTo("from afar");
        }
    }

    @Test
    void doneCallbacks_areNotCalledAtOnce() throws Exception {
        future.addDoneCallback(logging);
        future.setResult("value");
        assertThat(log).isEmpty();
        spin();

        assertThat(log).containsExactly("future (done)");
    }

    @Test
    void doneCallbacks_hearOfFailuresAndCancellationsToo() throws Exception {
        Promise<String> failed = loop.createFuture();
        failed.addDoneCallback(logging);
        failed.setException(new IllegalStateException("broken"));
        future.addDoneCallback(logging);
        future.cancel();
        spin();
        assertThat(failed.exception()).hasMessage("broken");

        assertThat(log)
                .containsExactly("future (failed with java.lang.IllegalStateException: broken)", "future (cancelled)");
    }

    @Test
    void doneCallbackAddedTwice_isCalledTwice() throws Exception {
        future.addDoneCallback(logging);
        future.addDoneCallback(logging);
        future.setResult("value");
        spin();

        assertThat(log).hasSize(2);
    }

    @Test
    void doneCallbackThatThrows_doesNotKeepTheOthersFromIt() throws Exception {
        future.addDoneCallback(done -> {
            throw new IllegalStateException("broken");
        });
        future.addDoneCallback(logging);
        future.setResult("value");
        spin();

        assertThat(log).hasSize(1);
        assertThat(faults).hasSize(1);
    }

    @Test
    void removingACallbackThatIsNotThere_removesNone() {
        future.addDoneCallback(done -> log.add("another"));

        assertThat(future.removeDoneCallback(logging)).isZero();
    }

    @Test
    void removingTheLastCallback_leavesTheOthers() throws Exception {
        future.addDoneCallback(done -> log.add("first"));
        future.addDoneCallback(logging);
        assertThat(future.removeDoneCallback(logging)).isEqualTo(1);
        future.setResult("value");
        spin();

        assertThat(log).containsExactly("first");
    }

    @Test
    void callbackThatRemovesALaterOne_comesTooLateForIt() throws Exception {
        future.addDoneCallback(done -> log.add("removed " + future.removeDoneCallback(logging)));
        future.addDoneCallback(logging);
        future.setResult("value");
        spin();

        assertThat(log).containsExactly("removed 0", "future (done)");
    }

    @Test
    void failureThatNobodyAsksFor_isNotToldWhileTheFutureIsHeld() throws Exception {
        future.setException(new IllegalStateException("broken"));
        System.gc();
        spin();
        assertThat(faults).isEmpty();

        assertThat(future.exception()).hasMessage("broken");
    }

    @Test
    void completedByTheWrongThread_itIsLeftPending_andThatThreadIsTold() throws Exception {
        Promise<String> future = loop.createFuture();
        Task<String> awaits = loop.createTask(() -> Async.await(future));
        go(() -> {
            Async.yieldNow();
            Thread other = Thread.ofPlatform().start(() -> {
                refused(() -> future.setResult("wrong"));
                refused(() -> future.setException(new IllegalStateException()));
                refused(future::cancel);
                refused(awaits::cancel);
                refused(() -> future.addDoneCallback(done -> log.add("called")));
            });
            other.join();
            assertThat(future.isDone()).isFalse();
            future.setResult("right");
        });

        assertThat(run(() -> Async.await(awaits))).isEqualTo("right");
        assertThat(log).containsExactly("refused", "refused", "refused", "refused", "refused");
    }

    private void refused(Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            log.add("refused");
        }
    }
}
