package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;

class BarrierTest extends LoopTest {
    private final Barrier barrier = new Barrier(3);

    private Task<Integer> arriving() {
        return loop.createTask(barrier::await);
    }

    private List<Task<Integer>> arriving(int count) {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(arriving());
        }
        return tasks;
    }

    private static void assertBroken(Task<Integer> task) {
        assertThatThrownBy(task::result).isInstanceOf(BrokenBarrierException.class);
    }

    @Test
    void barrierOfNobody_isRefused() {
        assertThatThrownBy(() -> new Barrier(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tasks_waitUntilThereAreEnough() throws Exception {
        List<Task<Integer>> tasks = arriving(2);
        spin();
        assertThat(barrier.waiting()).isEqualTo(2);
        assertThat(tasks).noneMatch(Task::isDone);

        tasks.add(arriving());
        spin();

        assertThat(tasks).allMatch(Task::isDone);
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void each_hasANumberOfItsOwn() throws Exception {
        List<Task<Integer>> tasks = arriving(3);
        spin();

        List<Integer> places = new ArrayList<>();
        for (Task<Integer> task : tasks) {
            places.add(task.result());
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void barrierOfOne_holdsNobodyUp() throws Exception {
        assertThat(run(new Barrier(1)::await)).isZero();
    }

    @Test
    void barrier_isOfUseAgain() throws Exception {
        List<Task<Integer>> first = arriving(3);
        spin();
        List<Task<Integer>> second = arriving(2);
        spin();

        assertThat(first).allMatch(Task::isDone);
        assertThat(second).noneMatch(Task::isDone);
        second.add(arriving());
        spin();
        assertThat(second).allMatch(Task::isDone);
    }

    @Test
    void whoComesWhileTheOthersGo_waitsForTheNextRound() throws Exception {
        List<Task<Integer>> tasks = arriving(5);
        spin();

        assertThat(tasks.stream().filter(Task::isDone)).hasSize(3);
        assertThat(barrier.waiting()).isEqualTo(2);
        tasks.forEach(Task::cancel);
    }

    @Test
    void reset_sendsThoseAwayThatWait() throws Exception {
        List<Task<Integer>> tasks = arriving(2);
        spin();

        go(barrier::reset);
        spin();

        tasks.forEach(BarrierTest::assertBroken);
        assertThat(barrier.isBroken()).isFalse();
        List<Task<Integer>> next = arriving(3);
        spin();
        assertThat(next).allMatch(Task::isDone);
    }

    @Test
    void resetOfAnEmptyBarrier_changesNothing() throws Exception {
        go(barrier::reset);
        List<Task<Integer>> tasks = arriving(3);
        spin();

        assertThat(tasks).allMatch(Task::isDone);
    }

    @Test
    void abort_sendsThoseAwayThatWait_andWhoeverComes() throws Exception {
        List<Task<Integer>> waiting = arriving(2);
        spin();

        go(barrier::abort);
        spin();
        Task<Integer> late = arriving();
        spin();

        waiting.forEach(BarrierTest::assertBroken);
        assertBroken(late);
        assertThat(barrier.isBroken()).isTrue();
    }

    @Test
    void reset_mendsABrokenBarrier() throws Exception {
        go(barrier::abort);
        go(barrier::reset);
        List<Task<Integer>> tasks = arriving(3);
        spin();

        assertThat(barrier.isBroken()).isFalse();
        assertThat(tasks).allMatch(Task::isDone);
    }

    @Test
    void cancelledWaiter_countsNoMore() throws Exception {
        List<Task<Integer>> tasks = arriving(2);
        spin();

        tasks.get(0).cancel();
        spin();
        assertThat(barrier.waiting()).isEqualTo(1);
        tasks.addAll(arriving(2));
        spin();

        assertCancelled(tasks.get(0));
        assertThat(tasks.subList(1, 4)).allMatch(Task::isDone);
        assertThat(tasks.get(3).isCancelled()).isFalse();
    }

    @Test
    void parties_isWhatItWasMadeFor() {
        assertThat(barrier.parties()).isEqualTo(3);
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void resetWhileTheOthersGo_sendsThoseAwayThatHaveNotGone_andLeavesABarrierThatWorks() throws Exception {
        List<Task<Integer>> waiting = arriving(2);
        spin();
        Task<Integer> last = arriving();
        start(barrier::reset);
        spin();

        assertThat(last.result()).isEqualTo(2);
        waiting.forEach(BarrierTest::assertBroken);
        List<Task<Integer>> next = arriving(3);
        spin();
        assertThat(next).allMatch(Task::isDone);
    }

    @Test
    void abortWhileTheOthersGo_breaksItForTheNextRound() throws Exception {
        List<Task<Integer>> going = arriving(3);
        start(barrier::abort);
        spin();
        Task<Integer> late = arriving();
        spin();

        assertThat(going).allMatch(Task::isDone);
        assertThat(barrier.isBroken()).isTrue();
        assertBroken(late);
    }

    @Test
    void whoComesWhileItIsReset_waitsForTheNextRound() throws Exception {
        List<Task<Integer>> sentAway = arriving(2);
        spin();
        Task<?> resetting = start(barrier::reset);
        List<Task<Integer>> next = arriving(3);
        spin();
        go(() -> Async.sleep(ms(1)));

        assertThat(resetting.isDone()).isTrue();
        sentAway.forEach(BarrierTest::assertBroken);
        for (Task<Integer> task : next) {
            assertThat(task.result()).isBetween(0, 2);
        }
    }

    @Test
    void waiterCancelledInAReset_leavesABarrierThatWorks() throws Exception {
        List<Task<Integer>> sentAway = arriving(2);
        spin();
        start(barrier::reset);
        sentAway.getFirst().cancel();
        spin();
        List<Task<Integer>> next = arriving(3);
        spin();

        assertThat(next).allMatch(Task::isDone);
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void abortOfABrokenBarrier_changesNothing() throws Exception {
        go(barrier::abort);
        go(barrier::abort);

        assertThat(barrier.isBroken()).isTrue();
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void whoCleansUpAfterTheBarrier_mayWaitAgain() throws Exception {
        for (int n = 0; n < 3; n++) {
            start(() -> {
                for (int round = 0; round < 4; round++) {
                    barrier.await();
                    log.add("round " + round);
                }
            });
        }
        go(() -> Async.sleep(ms(1)));

        assertThat(log).hasSize(12).isSorted();
    }
}
