package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async.WaitUntil;
import dev.holter.runtime.Async.Waited;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitTest extends LoopTest {
    private final IllegalStateException broken = new IllegalStateException("broken");

    @Test
    void all_areWaitedFor() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<String> b = loop.createTask(failAfter(20, broken));
        Waited<String> waited = run(() -> Async.wait(List.of(a, b), WaitUntil.ALL_COMPLETED));

        assertThat(waited.done()).containsExactly(a, b);
        assertThat(waited.pending()).isEmpty();
        assertThat(nowMillis()).isEqualTo(20);
    }

    @Test
    void first_endsTheWait_andTheOthersRunOn() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<String> b = loop.createTask(after(20, "b"));
        Waited<String> waited = run(() -> Async.wait(List.of(a, b), WaitUntil.FIRST_COMPLETED));

        assertThat(waited.done()).containsExactly(a);
        assertThat(waited.pending()).containsExactly(b);
        assertThat(nowMillis()).isEqualTo(10);
        assertThat(run(() -> Async.await(b))).isEqualTo("b");
    }

    @Test
    void firstException_endsTheWait() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<String> b = loop.createTask(failAfter(20, broken));
        Task<String> c = loop.createTask(after(30, "c"));
        Waited<String> waited = run(() -> Async.wait(List.of(a, b, c), WaitUntil.FIRST_EXCEPTION));

        assertThat(waited.done()).containsExactly(a, b);
        assertThat(waited.pending()).containsExactly(c);
    }

    @Test
    void cancellation_isNoException() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<String> b = loop.createTask(after(20, "b"));
        loop.callLater(ms(5), a::cancel);
        Waited<String> waited = run(() -> Async.wait(List.of(a, b), WaitUntil.FIRST_EXCEPTION));

        assertThat(waited.done()).containsExactly(a, b);
    }

    @Test
    void whatIsDoneAlready_endsTheWaitAtOnce() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("there");
        Promise<String> pending = loop.createFuture();
        Waited<String> waited = run(() -> Async.wait(List.of(done, pending), WaitUntil.FIRST_COMPLETED));

        assertThat(waited.done()).containsExactly(done);
    }

    @Test
    void timeOver_endsTheWaitAndNothingElse() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<String> b = loop.createTask(after(100, "b"));
        Waited<String> waited = run(() -> Async.wait(List.of(a, b), WaitUntil.ALL_COMPLETED, ms(50)));

        assertThat(waited.done()).containsExactly(a);
        assertThat(waited.pending()).containsExactly(b);
        assertThat(b.isDone()).isFalse();
    }

    @Test
    void cancellingTheWait_leavesTheFutures() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Task<?> waiting = start(() -> Async.wait(List.of(a), WaitUntil.ALL_COMPLETED));
        spin();
        waiting.cancel();
        spin();

        assertThat(waiting.isCancelled()).isTrue();
        assertThat(run(() -> Async.await(a))).isEqualTo("a");
    }

    @Test
    void nothing_isRefused() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.wait(List.<Task<String>>of(), WaitUntil.ALL_COMPLETED))
                .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void asCompleted_givesThemAsTheyComplete() throws Exception {
        go(() -> {
            Iterator<LoopFuture<String>> completed =
                    Async.asCompleted(List.of(after(30, "a"), after(10, "b"), after(20, "c")));
            while (completed.hasNext()) {
                log.add(completed.next().result() + " at " + nowMillis());
            }
            assertThatThrownBy(completed::next).isInstanceOf(NoSuchElementException.class);
        });

        assertThat(log).containsExactly("b at 10", "c at 20", "a at 30");
    }

    @Test
    void asCompleted_givesFailuresToo() throws Exception {
        go(() -> {
            Iterator<LoopFuture<String>> completed =
                    Async.asCompleted(List.of(after(20, "a"), WaitTest.<String>failAfter(10, broken)));
            assertThat(completed.next().exception()).isSameAs(broken);
            log.add(completed.next().result());
        });

        assertThat(log).containsExactly("a");
    }

    @Test
    void asCompletedInATimeout_endsWithIt() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(15), scope -> {
                    Iterator<LoopFuture<String>> completed = Async.asCompleted(List.of(after(10, "a"), after(20, "b")));
                    log.add(completed.next().result());
                    return completed.next();
                }))
                .isInstanceOf(TimeoutException.class));

        assertThat(log).containsExactly("a");
    }

    @Test
    void shield_keepsACancellationFromWhatItShields() throws Exception {
        Task<String> inner = loop.createTask(after(50, "value"));
        Task<String> outer = loop.createTask(() -> Async.await(Async.shield(inner)));
        spin();
        outer.cancel();
        spin();

        assertThat(outer.isCancelled()).isTrue();
        assertThat(run(() -> Async.await(inner))).isEqualTo("value");
    }

    @Test
    void shield_passesOnHowItEnds() throws Exception {
        assertThat(run(() -> Async.await(Async.shield(after(5, "value"))))).isEqualTo("value");
        assertThatThrownBy(() -> run(() -> Async.await(Async.shield(failAfter(5, broken)))))
                .isSameAs(broken);
        Task<String> cancelled = loop.createTask(after(100, "never"));
        loop.callLater(ms(5), cancelled::cancel);
        assertThatThrownBy(() -> run(() -> Async.await(Async.shield(cancelled))))
                .isInstanceOf(CancelledError.class);
    }

    @Test
    void shieldOfWhatIsDone_isThat() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("there");

        assertThat(run(() -> Async.shield(done))).isSameAs(done);
    }

    @Test
    void shieldedFailureThatNobodyWaitsFor_isTold() throws Exception {
        Task<String> inner = loop.createTask(failAfter(10, broken));
        Task<String> outer = loop.createTask(() -> Async.await(Async.shield(inner)));
        spin();
        outer.cancel();
        go(() -> Async.sleep(ms(20)));

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).isSameAs(broken));
    }

    @Test
    void timeNotOver_endsWhenAllAreDone() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Waited<String> waited = run(() -> Async.wait(List.of(a), WaitUntil.ALL_COMPLETED, ms(1_000)));

        assertThat(waited.done()).containsExactly(a);
        assertThat(nowMillis()).isEqualTo(10);
    }

    @Test
    void noTime_tellsWhatIsDoneAlready() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("done");
        Task<String> slow = loop.createTask(after(100, "slow"));
        Waited<String> waited = run(() -> Async.wait(List.of(done, slow), WaitUntil.ALL_COMPLETED, ms(0)));

        assertThat(waited.done()).containsExactly(done);
        assertThat(waited.pending()).containsExactly(slow);
    }

    @Test
    void sameFutureTwice_isWaitedForOnce() throws Exception {
        Task<String> a = loop.createTask(after(10, "a"));
        Waited<String> waited = run(() -> Async.wait(List.of(a, a), WaitUntil.ALL_COMPLETED));

        assertThat(waited.done()).containsExactly(a);
    }

    @Test
    void twoThatEndInOnePass_areBothDone() throws Exception {
        Promise<String> a = loop.createFuture();
        Promise<String> b = loop.createFuture();
        loop.callLater(ms(5), () -> {
            a.setResult("a");
            b.setResult("b");
        });
        Waited<String> waited = run(() -> Async.wait(List.of(a, b), WaitUntil.FIRST_COMPLETED));

        assertThat(waited.done()).containsExactly(a, b);
    }

    @Test
    void exceptionsOfWhatWasWaitedFor_areNotThrown_andCountAsUnseenUntilAskedFor() throws Exception {
        Task<String> a = loop.createTask(failAfter(1, broken));
        run(() -> Async.wait(List.of(a), WaitUntil.ALL_COMPLETED));

        assertThat(a.exception()).isSameAs(broken);
        assertThat(faults).isEmpty();
    }

    @Test
    void asCompletedOfNothing_hasNothing() throws Exception {
        assertThat(run(() -> Async.asCompleted(List.<Task<String>>of()).hasNext()))
                .isFalse();
    }

    @Test
    void asCompletedOfWhatIsDone_givesItAtOnce() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("done");
        LoopFuture<String> first = run(() -> Async.asCompleted(List.of(loop.createTask(after(10, "later")), done))
                .next());

        assertThat(first).isSameAs(done);
        assertThat(nowMillis()).isZero();
    }

    @Test
    void asCompleted_takesTheSameFutureOnce() throws Exception {
        Task<String> a = loop.createTask(after(1, "a"));
        go(() -> {
            Iterator<LoopFuture<String>> done = Async.asCompleted(List.of(a, a));
            log.add(done.next().result());
            log.add("more: " + done.hasNext());
        });

        assertThat(log).containsExactly("a", "more: false");
    }

    @Test
    void asCompletedThatIsLeftEarly_letsTheOthersRunOn() throws Exception {
        Task<String> quick = loop.createTask(after(1, "quick"));
        Task<String> slow = loop.createTask(after(20, "slow"));
        run(() -> Async.asCompleted(List.of(slow, quick)).next());

        assertThat(slow.isDone()).isFalse();
        assertThat(run(() -> Async.await(slow))).isEqualTo("slow");
    }

    @Test
    void shieldedTaskThatIsCancelledItself_isACancellation() throws Exception {
        Task<String> inner = loop.createTask(after(100, "never"));
        Task<String> outer = loop.createTask(() -> Async.await(Async.shield(inner)));
        spin();
        inner.cancel();
        spin();

        assertThat(outer.isCancelled()).isTrue();
    }

    @Test
    void shieldOfACoroutine_runsItAsATask() throws Exception {
        assertThat(run(() -> Async.await(Async.shield(after(5, "value"))))).isEqualTo("value");
    }

    @Test
    void shieldInATimeout_letsTheWorkGoOn() throws Exception {
        Task<String> inner = loop.createTask(after(100, "done at last"));

        assertThatThrownBy(() -> run(() -> Async.waitFor(Async.shield(inner), ms(10))))
                .isInstanceOf(TimeoutException.class);
        assertThat(run(() -> Async.await(inner))).isEqualTo("done at last");
        assertThat(nowMillis()).isEqualTo(100);
    }

    @Test
    void asCompletedForSeveralTasks_givesEachItsOwn_inTheOrderInWhichTheyAsked() throws Exception {
        go(() -> {
            Iterator<LoopFuture<String>> completed = Async.asCompleted(List.of(after(20, "late"), after(10, "early")));
            Task<?> first = start(() -> log.add("first: " + completed.next().result()));
            Task<?> second = start(() -> log.add("second: " + completed.next().result()));
            Async.await(first);
            Async.await(second);
        });

        assertThat(log).containsExactly("first: early", "second: late");
    }

    @Test
    void asCompleted_hasNoMoreThanAreAskedForAlready() throws Exception {
        go(() -> {
            Iterator<LoopFuture<String>> completed = Async.asCompleted(List.of(after(10, "only")));
            Task<?> first = start(() -> log.add(completed.next().result()));
            Async.yieldNow();
            assertThat(completed.hasNext()).isFalse();
            assertThatThrownBy(completed::next).isInstanceOf(NoSuchElementException.class);
            Async.await(first);
        });

        assertThat(log).containsExactly("only");
    }

    @Test
    void asCompletedWhoseWaiterIsCancelled_leavesItsTurnToTheNext() throws Exception {
        go(() -> {
            Iterator<LoopFuture<String>> completed = Async.asCompleted(List.of(after(10, "only")));
            Task<?> first = start(completed::next);
            Async.yieldNow();
            first.cancel();
            Async.yieldNow();
            assertThat(completed.hasNext()).isTrue();
            log.add(completed.next().result());
        });

        assertThat(log).containsExactly("only");
    }

    @Test
    void asCompletedWhoseWaiterIsCancelledWithWhatItWasGiven_givesThatToTheNext() throws Exception {
        go(() -> {
            Promise<String> one = loop.createFuture();
            Promise<String> other = loop.createFuture();
            Iterator<LoopFuture<String>> completed = Async.asCompleted(List.of(one, other));
            Task<?> first = start(completed::next);
            Task<?> second = start(() -> log.add("second: " + completed.next().result()));
            Async.yieldNow();
            one.setResult("one");
            loop.callSoon(first::cancel);
            Async.await(second);
            other.setResult("other");
            log.add("then: " + completed.next().result());
        });

        assertThat(log).containsExactly("second: one", "then: other");
    }

    @Test
    void asCompletedOutsideACoroutine_givesWhatIsDone_andRefusesToWait() throws Exception {
        Promise<String> pending = loop.createFuture();
        List<Iterator<LoopFuture<String>>> made = new ArrayList<>();
        go(() -> made.add(Async.asCompleted(List.of(pending))));
        Iterator<LoopFuture<String>> completed = made.getFirst();
        assertThatThrownBy(completed::next).hasMessageContaining("not in a coroutine");

        pending.setResult("done");
        spin();
        assertThat(completed.next().result()).isEqualTo("done");
    }

    @Test
    void whatIsDoneAlready_doesNotEndAWaitForAll() throws Exception {
        Task<String> done = loop.createTask(() -> "done");
        spin();
        Task<String> first = loop.createTask(after(10, "first"));
        Task<String> second = loop.createTask(after(20, "second"));

        Async.Waited<String> waited =
                run(() -> Async.wait(List.of(done, first, second), Async.WaitUntil.ALL_COMPLETED));

        assertThat(waited.pending()).isEmpty();
        assertThat(nowMillis()).isEqualTo(20);
    }

    @Test
    void whatIsDoneAlready_doesNotEndAWaitForTheFirstException() throws Exception {
        Task<String> done = loop.createTask(() -> "done");
        spin();
        Task<String> later = loop.createTask(after(10, "later"));

        assertThat(run(() -> Async.wait(List.of(done, later), Async.WaitUntil.FIRST_EXCEPTION))
                        .pending())
                .isEmpty();
    }
}
