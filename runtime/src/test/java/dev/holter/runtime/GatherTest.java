package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatherTest extends LoopTest {

    @Test
    void values_comeInTheOrderOfTheArguments() throws Exception {
        List<String> values = run(() -> Async.await(Async.gather(after(30, "a"), after(10, "b"), after(20, "c"))));

        assertThat(values).containsExactly("a", "b", "c");
        assertThat(nowMillis()).isEqualTo(30);
    }

    @Test
    void nothing_isAnEmptyList() throws Exception {
        assertThat(run(() -> Async.await(Async.gather(List.<Task<String>>of()))))
                .isEmpty();
    }

    @Test
    void firstException_comesAtOnce_andTheRestRunOn() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Task<String> slow = loop.createTask(after(50, "slow"));
        Task<String> failing = loop.createTask(failAfter(10, broken));

        assertThatThrownBy(() -> run(() -> Async.await(Async.gather(slow, failing))))
                .isSameAs(broken);
        assertThat(nowMillis()).isEqualTo(10);
        assertThat(slow.isDone()).isFalse();
        assertThat(run(() -> Async.await(slow))).isEqualTo("slow");
    }

    @Test
    void laterExceptions_areNotReportedAsUnseen() throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        assertThatThrownBy(() -> run(() -> Async.await(
                        Async.gather(failAfter(1, first), failAfter(2, new IllegalStateException("second"))))))
                .isSameAs(first);
        go(() -> Async.sleep(ms(10)));

        assertThat(faults).isEmpty();
    }

    @Test
    void outcomes_areValuesAndExceptions() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Task<String> cancelled = loop.createTask(after(1_000, "never"));
        loop.callLater(ms(5), cancelled::cancel);
        List<Outcome<String>> outcomes = run(() -> Async.await(Async.gatherOutcomes(List.of(
                loop.createTask(after(20, "a")),
                loop.createTask(GatherTest.<String>failAfter(10, broken)),
                cancelled))));

        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Value<>("a"));
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Failure<String>(broken));
        assertThat(((Outcome.Failure<String>) outcomes.get(2)).exception()).isInstanceOf(CancelledError.class);
    }

    @Test
    void cancellingIt_cancelsAll() throws Exception {
        Task<String> a = loop.createTask(after(100, "a"));
        Task<String> b = loop.createTask(after(100, "b"));
        Task<List<String>> both = loop.createTask(() -> Async.await(Async.gather(a, b)));
        spin();
        both.cancel();
        spin();

        assertThat(List.of(a, b)).allMatch(LoopFuture::isCancelled);
        assertThat(both.isCancelled()).isTrue();
    }

    @Test
    void cancellingOutcomes_isACancellationAllTheSame() throws Exception {
        Task<String> a = loop.createTask(after(100, "a"));
        Task<List<Outcome<String>>> gathered = loop.createTask(() -> Async.await(Async.gatherOutcomes(List.of(a))));
        spin();
        gathered.cancel();
        spin();

        assertThat(gathered.isCancelled()).isTrue();
    }

    @Test
    void childThatIsCancelled_isToldAsACancellation() throws Exception {
        Task<String> a = loop.createTask(after(100, "a"));
        Task<String> b = loop.createTask(after(100, "b"));
        loop.callLater(ms(5), a::cancel);

        assertThatThrownBy(() -> run(() -> Async.await(Async.gather(a, b)))).isInstanceOf(CancelledError.class);
        assertThat(b.isDone()).isFalse();
    }

    @Test
    void sameFutureTwice_isTwoValues() throws Exception {
        Task<String> a = loop.createTask(after(5, "a"));

        assertThat(run(() -> Async.await(Async.gather(a, a)))).containsExactly("a", "a");
    }

    @Test
    void cancellingWhatIsDone_changesNothing() throws Exception {
        LoopFuture<List<String>> gathered = run(() -> {
            LoopFuture<List<String>> all = Async.gather(after(1, "a"));
            Async.await(all);
            return all;
        });

        assertThat(gathered.cancel()).isFalse();
    }

    @Test
    void coroutines_runAsTasksOfTheirOwn() throws Exception {
        List<Task<?>> tasks = run(() -> {
            Coroutine<Task<?>> own = Async::currentTask;
            return Async.await(Async.gather(own, own));
        });

        assertThat(tasks).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void futuresAndCoroutines_mayBeMixed() throws Exception {
        Promise<String> future = loop.createFuture();
        loop.callLater(ms(5), () -> future.setResult("future"));
        List<Awaitable<String>> mixed = List.of(future, after(10, "coroutine"), loop.createTask(after(1, "task")));

        assertThat(run(() -> Async.await(Async.gather(mixed)))).containsExactly("future", "coroutine", "task");
    }

    @Test
    void whatIsDoneAlready_isGatheredToo() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("done");

        assertThat(run(() -> Async.await(Async.gather(done, loop.createTask(after(1, "later"))))))
                .containsExactly("done", "later");
    }

    @Test
    void nullIsAValueAmongOthers() throws Exception {
        Coroutine<@Nullable String> nothing = after(1, null);
        Coroutine<@Nullable String> something = after(1, "b");
        List<@Nullable String> values = run(() -> Async.await(Async.<@Nullable String>gather(nothing, something)));

        assertThat(values).containsExactly(null, "b");
    }

    @Test
    void failureBeforeTheWait_isToldThere() throws Exception {
        IllegalStateException broken = new IllegalStateException("broken");
        Promise<String> failed = loop.createFuture();
        failed.setException(broken);

        assertThatThrownBy(() -> run(() -> Async.await(Async.gather(failed, loop.createTask(after(1, "b"))))))
                .isSameAs(broken);
    }

    @Test
    void cancellingTheWaiter_arrivesAtTheChildrenWithItsMessage() throws Exception {
        Task<String> child = loop.createTask(() -> {
            try {
                Async.sleep(ms(100));
                return "slept";
            } catch (CancelledError cancelled) {
                log.add(String.valueOf(cancelled.getMessage()));
                throw cancelled;
            }
        });
        Task<List<String>> waiter = loop.createTask(() -> Async.await(Async.gather(child)));
        spin();
        waiter.cancel("enough");
        spin();

        assertThat(log).containsExactly("enough");
        assertThat(waiter.isCancelled()).isTrue();
    }

    @Test
    void childThatSurvivesItsCancellation_isWaitedFor() throws Exception {
        Task<String> stubborn = loop.createTask(() -> {
            try {
                Async.sleep(ms(1_000));
                return "slept";
            } catch (CancelledError cancelled) {
                Async.sleep(ms(10));
                return "cleaned up";
            }
        });
        Task<List<String>> waiter = loop.createTask(() -> Async.await(Async.gather(stubborn)));
        spin();
        waiter.cancel();
        go(() -> Async.sleep(ms(20)));

        assertThat(stubborn.result()).isEqualTo("cleaned up");
        assertThat(waiter.isCancelled()).isTrue();
    }

    @Test
    void gatherInAGather_isAValueOfLists() throws Exception {
        List<List<String>> nested = run(() -> {
            LoopFuture<List<String>> first = Async.gather(after(2, "a"), after(1, "b"));
            LoopFuture<List<String>> second = Async.gather(after(1, "c"));
            return Async.await(Async.gather(List.of(first, second)));
        });

        assertThat(nested).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void gatheringOutsideALoop_isRefused() {
        assertThatThrownBy(() -> Async.gather(after(1, "a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void futureOfAnotherLoop_isRefused() throws Exception {
        try (EventLoop other = EventLoop.open()) {
            Promise<String> foreign = other.createFuture();
            go(() -> assertThatThrownBy(() -> Async.gather(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another loop"));
        }
    }
}
