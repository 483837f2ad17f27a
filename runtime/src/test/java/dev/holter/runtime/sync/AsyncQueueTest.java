package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncQueueTest extends LoopTest {
    private final AsyncQueue<Integer> queue = AsyncQueue.fifo();
    private final AsyncQueue<Integer> one = AsyncQueue.fifo(1);

    private Task<Integer> getting(AsyncQueue<Integer> from) {
        return loop.createTask(from::get);
    }

    private Task<@Nullable Void> putting(AsyncQueue<Integer> into, int element) {
        return start(() -> into.put(element));
    }

    private static List<Integer> takeAll(AsyncQueue<Integer> from) {
        List<Integer> taken = new ArrayList<>();
        while (!from.isEmpty()) {
            taken.add(from.getNow());
        }
        return taken;
    }

    private static void assertShutDown(Task<?> task) {
        assertThatThrownBy(task::result).isInstanceOf(QueueShutDownException.class);
    }

    @Test
    void fifo_givesTheFirstFirst() {
        List.of(3, 1, 2).forEach(queue::putNow);

        assertThat(queue.size()).isEqualTo(3);
        assertThat(takeAll(queue)).containsExactly(3, 1, 2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void lifo_givesTheLastFirst() {
        AsyncQueue<Integer> lifo = AsyncQueue.lifo(10);
        List.of(3, 1, 2).forEach(lifo::putNow);

        assertThat(takeAll(lifo)).containsExactly(2, 1, 3);
    }

    @Test
    void priority_givesTheLeastFirst() {
        AsyncQueue<Integer> priority = AsyncQueue.priority(10, Comparator.naturalOrder());
        List.of(3, 1, 2).forEach(priority::putNow);

        assertThat(takeAll(priority)).containsExactly(1, 2, 3);
    }

    @Test
    void queueOfNone_isRefused() {
        assertThatThrownBy(() -> AsyncQueue.fifo(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void get_waitsForSomething() throws Exception {
        Task<Integer> getter = getting(queue);
        spin();
        assertThat(getter.isDone()).isFalse();

        queue.putNow(7);
        spin();

        assertThat(getter.result()).isEqualTo(7);
    }

    @Test
    void getters_areServedInTheirOrder() throws Exception {
        Task<Integer> first = getting(queue);
        Task<Integer> second = getting(queue);
        spin();

        queue.putNow(1);
        queue.putNow(2);
        spin();

        assertThat(first.result()).isEqualTo(1);
        assertThat(second.result()).isEqualTo(2);
    }

    @Test
    void put_waitsForRoom() throws Exception {
        one.putNow(1);
        Task<?> putter = putting(one, 2);
        spin();
        assertThat(one.isFull()).isTrue();
        assertThat(putter.isDone()).isFalse();

        assertThat(one.getNow()).isEqualTo(1);
        spin();

        assertThat(putter.isDone()).isTrue();
        assertThat(one.getNow()).isEqualTo(2);
    }

    @Test
    void putters_areServedInTheirOrder() throws Exception {
        one.putNow(1);
        putting(one, 2);
        putting(one, 3);
        spin();
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(one.getNow());
            spin();
        }

        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void getNow_ofAnEmptyQueue_isRefused() {
        assertThatThrownBy(queue::getNow).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void putNow_intoAFullQueue_isRefused() {
        one.putNow(1);

        assertThatThrownBy(() -> one.putNow(2)).isInstanceOf(IllegalStateException.class);
        assertThat(one.size()).isEqualTo(1);
    }

    @Test
    void cancelledGetter_takesNothing() throws Exception {
        Task<Integer> cancelled = getting(queue);
        Task<Integer> other = getting(queue);
        spin();

        cancelled.cancel();
        queue.putNow(1);
        spin();

        assertCancelled(cancelled);
        assertThat(other.result()).isEqualTo(1);
    }

    @Test
    void getterThatIsWokenAndCancelled_wakesTheNext() throws Exception {
        Task<Integer> woken = getting(queue);
        Task<Integer> next = getting(queue);
        spin();

        queue.putNow(1);
        woken.cancel();
        spin();

        assertCancelled(woken);
        assertThat(next.result()).isEqualTo(1);
    }

    @Test
    void getThatTimesOut_losesNothing() throws Exception {
        go(() -> {
            assertThatThrownBy(() -> Async.waitFor(queue::get, ms(10))).isInstanceOf(TimeoutException.class);
            queue.putNow(1);
            assertThat(queue.get()).isEqualTo(1);
        });
    }

    @Test
    void cancelledPutter_putsNothing() throws Exception {
        one.putNow(1);
        Task<?> cancelled = putting(one, 2);
        Task<?> other = putting(one, 3);
        spin();

        cancelled.cancel();
        one.getNow();
        spin();

        assertCancelled(cancelled);
        assertThat(other.isDone()).isTrue();
        assertThat(one.getNow()).isEqualTo(3);
    }

    @Test
    void putterThatIsWokenAndCancelled_wakesTheNext() throws Exception {
        one.putNow(1);
        Task<?> woken = putting(one, 2);
        Task<?> next = putting(one, 3);
        spin();

        one.getNow();
        woken.cancel();
        spin();

        assertCancelled(woken);
        assertThat(next.isDone()).isTrue();
        assertThat(one.getNow()).isEqualTo(3);
    }

    @Test
    void producerAndConsumer_handOverInOrder() throws Exception {
        Task<?> producer = start(() -> {
            for (int i = 0; i < 100; i++) {
                one.put(i);
            }
        });
        List<Integer> received = new ArrayList<>();
        go(() -> {
            for (int i = 0; i < 100; i++) {
                received.add(one.get());
            }
        });

        assertThat(producer.isDone()).isTrue();
        assertThat(received).hasSize(100).isSorted();
    }

    @Test
    void join_waitsUntilAllIsWorkedOn() throws Exception {
        queue.putNow(1);
        queue.putNow(2);
        Task<?> joiner = start(queue::join);
        queue.getNow();
        queue.getNow();
        queue.taskDone();
        spin();
        assertThat(joiner.isDone()).isFalse();

        queue.taskDone();
        spin();

        assertThat(joiner.isDone()).isTrue();
    }

    @Test
    void joinOfAnEmptyQueue_waitsForNothing() throws Exception {
        go(queue::join);
    }

    @Test
    void join_waitsAgainAfterMoreWasPut() throws Exception {
        queue.putNow(1);
        queue.taskDone();
        go(queue::join);
        queue.putNow(2);
        Task<?> joiner = start(queue::join);
        spin();

        assertThat(joiner.isDone()).isFalse();
        queue.taskDone();
        spin();
        assertThat(joiner.isDone()).isTrue();
    }

    @Test
    void taskDoneMoreOftenThanPut_isRefused() {
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shutDownQueue_takesNothingMore_andGivesWhatItHas() throws Exception {
        queue.putNow(1);
        queue.shutDown(false);

        assertThatThrownBy(() -> queue.putNow(2)).isInstanceOf(QueueShutDownException.class);
        assertThat(queue.getNow()).isEqualTo(1);
        assertThatThrownBy(queue::getNow).isInstanceOf(QueueShutDownException.class);
        assertShutDownGet();
    }

    private void assertShutDownGet() throws Exception {
        Task<Integer> getter = getting(queue);
        spin();
        assertShutDown(getter);
    }

    @Test
    void shuttingDown_wakesThoseThatGet() throws Exception {
        Task<Integer> first = getting(queue);
        Task<Integer> second = getting(queue);
        spin();

        queue.shutDown(false);
        spin();

        assertShutDown(first);
        assertShutDown(second);
    }

    @Test
    void shuttingDown_wakesThoseThatPut() throws Exception {
        one.putNow(1);
        Task<?> putter = putting(one, 2);
        spin();

        one.shutDown(false);
        spin();

        assertShutDown(putter);
        assertThat(takeAll(one)).containsExactly(1);
    }

    @Test
    void shuttingDown_letsJoinWaitForWhatIsLeft() throws Exception {
        queue.putNow(1);
        Task<?> joiner = start(queue::join);
        queue.shutDown(false);
        spin();
        assertThat(joiner.isDone()).isFalse();

        queue.getNow();
        queue.taskDone();
        spin();
        assertThat(joiner.isDone()).isTrue();
    }

    @Test
    void shuttingDownAtOnce_throwsAwayWhatIsLeft() throws Exception {
        queue.putNow(1);
        queue.putNow(2);
        Task<?> joiner = start(queue::join);
        spin();

        queue.shutDown(true);
        spin();

        assertThat(queue.isEmpty()).isTrue();
        assertThat(joiner.isDone()).isTrue();
        assertShutDownGet();
    }

    @Test
    void shuttingDownAtOnce_leavesJoinToWhatIsBeingWorkedOn() throws Exception {
        queue.putNow(1);
        queue.putNow(2);
        queue.getNow();
        Task<?> joiner = start(queue::join);
        queue.shutDown(true);
        spin();
        assertThat(joiner.isDone()).isFalse();

        queue.taskDone();
        spin();
        assertThat(joiner.isDone()).isTrue();
    }

    @Test
    void putterThatIsWokenAndCancelled_wakesNobodyWhereTheRoomIsTakenAgain() throws Exception {
        one.putNow(1);
        Task<?> woken = putting(one, 2);
        putting(one, 3);
        putting(one, 4);
        spin();

        one.getNow();
        one.putNow(5);
        woken.cancel();
        spin();

        assertThat(takenOneByOne(3)).containsExactly(5, 3, 4);
    }

    private List<Integer> takenOneByOne(int count) throws Exception {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(one.getNow());
            spin();
        }
        return taken;
    }

    @Test
    void getterThatIsWokenAndCancelled_wakesNobodyWhereNothingIsLeft() throws Exception {
        Task<Integer> woken = getting(queue);
        Task<Integer> second = getting(queue);
        Task<Integer> third = getting(queue);
        spin();

        queue.putNow(1);
        assertThat(queue.getNow()).isEqualTo(1);
        woken.cancel();
        spin();
        queue.putNow(2);
        queue.putNow(3);
        spin();

        assertThat(second.result()).isEqualTo(2);
        assertThat(third.result()).isEqualTo(3);
    }

    @Test
    void putterWhoseRoomWasTakenMeanwhile_waitsBehindTheOthers() throws Exception {
        one.putNow(1);
        putting(one, 2);
        putting(one, 3);
        spin();

        one.getNow();
        one.putNow(4);
        spin();

        assertThat(takenOneByOne(3)).containsExactly(4, 3, 2);
    }

    @Test
    void severalRooms_wakeAsManyPutters() throws Exception {
        AsyncQueue<Integer> two = AsyncQueue.fifo(2);
        two.putNow(1);
        two.putNow(2);
        Task<?> first = putting(two, 3);
        Task<?> second = putting(two, 4);
        spin();

        two.getNow();
        two.getNow();
        spin();

        assertThat(List.of(first, second)).allMatch(Task::isDone);
        assertThat(takeAll(two)).containsExactly(3, 4);
    }

    @Test
    void priorityQueue_givesTheLeastOfWhatPuttersBroughtMeanwhile() throws Exception {
        AsyncQueue<Integer> priority = AsyncQueue.priority(1, Comparator.naturalOrder());
        priority.putNow(5);
        putting(priority, 3);
        spin();
        assertThat(priority.getNow()).isEqualTo(5);
        spin();
        putting(priority, 1);
        spin();

        assertThat(priority.getNow()).isEqualTo(3);
        spin();
        assertThat(priority.getNow()).isEqualTo(1);
    }

    @Test
    void elementThatCannotBeCompared_isRefused_andJoinDoesNotWaitForIt() throws Exception {
        AsyncQueue<Object> priority = AsyncQueue.priority(Comparator.comparing(Object::toString));
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalArgumentException("as planned");
            }
        };

        priority.putNow("fine");

        assertThatThrownBy(() -> priority.putNow(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(priority.getNow()).isEqualTo("fine");
        assertThat(priority.isEmpty()).isTrue();
        priority.taskDone();
        go(priority::join);
    }

    @Test
    void putInto_aShutDownQueue_isRefusedAtOnce_alsoWhereItIsFull() throws Exception {
        one.putNow(1);
        one.shutDown(false);
        Task<?> putter = putting(one, 2);
        spin();

        assertShutDown(putter);
        assertThat(one.size()).isEqualTo(1);
    }

    @Test
    void getterOfAShutDownQueue_stillGetsWhatIsLeft() throws Exception {
        queue.putNow(1);
        queue.shutDown(false);

        assertThat(run(queue::get)).isEqualTo(1);
    }

    @Test
    void getterThatIsWokenByAnElementBeforeTheShutDown_getsIt() throws Exception {
        Task<Integer> first = getting(queue);
        Task<Integer> second = getting(queue);
        spin();

        queue.putNow(1);
        queue.shutDown(false);
        spin();

        assertThat(first.result()).isEqualTo(1);
        assertShutDown(second);
    }

    @Test
    void putterThatIsWokenByRoomBeforeTheShutDown_isRefused() throws Exception {
        one.putNow(1);
        Task<?> putter = putting(one, 2);
        spin();

        one.getNow();
        one.shutDown(false);
        spin();

        assertShutDown(putter);
        assertThat(one.isEmpty()).isTrue();
    }

    @Test
    void shuttingDownTwice_throwsAwayWhatTheFirstTimeLeft() throws Exception {
        queue.putNow(1);
        queue.shutDown(false);
        queue.shutDown(true);

        assertThat(queue.isEmpty()).isTrue();
        go(queue::join);
    }

    @Test
    void severalJoiners_goOnTogether() throws Exception {
        queue.putNow(1);
        Task<?> first = start(queue::join);
        Task<?> second = start(queue::join);
        spin();

        queue.taskDone();
        spin();

        assertThat(List.of(first, second)).allMatch(Task::isDone);
    }

    @Test
    void joiner_goesOnEvenWhereMoreIsPutBeforeItRuns() throws Exception {
        queue.putNow(1);
        Task<?> joiner = start(queue::join);
        spin();

        queue.taskDone();
        queue.putNow(2);
        spin();

        assertThat(joiner.isDone()).isTrue();
    }
}
