package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.sync.Lock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTreeTest extends LoopTest {
    private static final int CHAIN = 20_000;

    /** Seen by a task that runs beside the others. */
    private TaskTree look() throws Exception {
        List<TaskTree> seen = new ArrayList<>();
        go(() -> {
            Async.sleep(ms(1));
            seen.add(TaskTree.of(loop));
        });
        return seen.getFirst();
    }

    private Task<?> waitingFor(String name, List<Task<Object>> all, int whom) {
        Task<Object> task = loop.createTask(() -> Async.await(all.get(whom)), name);
        all.add(task);
        return task;
    }

    @Test
    void childIsBelowTheTaskThatMadeIt() throws Exception {
        Task<?> parent = loop.createTask(
                () -> {
                    Async.createTask(after(1_000, "x"), "child");
                    Async.sleep(ms(1_000));
                    return "x";
                },
                "parent");
        TaskTree tree = look();

        assertThat(tree.roots()).contains(parent);
        assertThat(tree.childrenOf(parent)).extracting(Task::name).containsExactly("child");
        assertThat(tree.toString()).contains("parent waits for a time (pending)\n  child waits for a time (pending)\n");
    }

    @Test
    void childOfATaskThatIsDone_isARoot() throws Exception {
        go(() -> Async.createTask(after(1_000, "x"), "left"));

        assertThat(look().roots()).extracting(Task::name).contains("left");
    }

    @Test
    void tasksThatWaitForEachOther_areACycle() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        waitingFor("chicken", all, 1);
        waitingFor("egg", all, 0);
        TaskTree tree = look();

        assertThat(tree.cycles()).hasSize(1);
        assertThat(tree.cycles().getFirst()).extracting(Task::name).containsExactly("chicken", "egg");
        assertThat(tree.toString()).contains("deadlock: chicken waits for egg waits for chicken\n");
    }

    @Test
    void cycleThroughAGather_isFound() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        all.add(loop.createTask(
                () -> Async.await(Async.gather(all.subList(1, 3))).getFirst(), "gathers"));
        all.add(loop.createTask(after(1_000, (Object) "x"), "sleeps"));
        waitingFor("waits", all, 0);

        assertThat(look().cycles())
                .singleElement()
                .satisfies(cycle -> assertThat(cycle).extracting(Task::name).containsExactly("gathers", "waits"));
    }

    @Test
    void chainOfTasks_isNoCycle() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        all.add(loop.createTask(after(1_000, (Object) "x"), "last"));
        waitingFor("middle", all, 0);
        waitingFor("first", all, 1);

        assertThat(look().cycles()).isEmpty();
        assertThat(look().toString()).contains("first waits for middle\n");
    }

    @Test
    void layersThatGatherEachOther_areLookedAtOnceEach() throws Exception {
        List<Task<Object>> below = new ArrayList<>();
        below.add(loop.createTask(after(1_000, (Object) "x"), "last"));
        for (int layer = 0; layer < 30; layer++) {
            List<Task<Object>> gathered = List.copyOf(below);
            below = List.of(gathering(gathered), gathering(gathered));
        }

        assertThat(look().cycles()).isEmpty();
        letThemEnd();
    }

    /** Cancelling goes every way of such a graph. */
    private void letThemEnd() throws Exception {
        go(() -> Async.sleep(ms(2_000)));
        assertThat(loop.allTasks()).isEmpty();
    }

    private Task<Object> gathering(List<Task<Object>> some) {
        return loop.createTask(() -> Async.await(Async.gather(some)));
    }

    @Test
    void gathersOfGathers_areLookedAtOnceEach() throws Exception {
        Task<Object> last = loop.createTask(after(1_000, (Object) "x"), "last");
        loop.createTask(
                () -> {
                    LoopFuture<Object> gathered = last;
                    for (int layer = 0; layer < 40; layer++) {
                        gathered = twice(gathered);
                    }
                    return Async.await(gathered);
                },
                "first");

        assertThat(look().toString()).contains("first waits for last\n");
        letThemEnd();
    }

    @SuppressWarnings("unchecked") // for a test of what waits, and not of what comes of it
    private static LoopFuture<Object> twice(LoopFuture<Object> future) {
        LoopFuture<? extends Object> gathered = Async.gather(List.of(future, Async.shield(future)));
        return (LoopFuture<Object>) gathered;
    }

    @Test
    void longChainOfTasks_isToldWithoutDeepRecursion() throws Exception {
        loop.createTask(() -> chain(CHAIN), "top");
        go(() -> Async.sleep(ms(1)));
        TaskTree tree = TaskTree.of(loop);

        assertThat(tree.cycles()).isEmpty();
        assertThat(tree.toString().lines())
                .hasSizeGreaterThan(CHAIN)
                .contains("top waits for link-" + CHAIN)
                .anyMatch(line -> line.contains("(" + CHAIN + " deep) link-1 waits for a time"));
        letThemEnd();
    }

    /** Each makes the next, and awaits it. */
    private static String chain(int links) throws Exception {
        if (links == 0) {
            Async.sleep(ms(1_000));
            return "end";
        }
        return Async.await(Async.createTask(() -> chain(links - 1), "link-" + links));
    }

    @Test
    void circles_areToldOneForEachGroupOfTasks_andShortestFirst() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        waitingFor("a", all, 1);
        all.add(loop.createTask(() -> Async.await(Async.gather(List.of(all.get(2), all.get(0)))), "b"));
        waitingFor("c", all, 0);
        waitingFor("d", all, 4);
        waitingFor("e", all, 3);

        assertThat(look().toString())
                .endsWith("deadlock: a waits for b waits for a\ndeadlock: d waits for e waits for d\n");
    }

    @Test
    void taskThatGathersItself_isACircle() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        all.add(loop.createTask(() -> Async.await(Async.gather(all)), "self"));

        assertThat(look().toString()).contains("deadlock: self waits for self\n");
    }

    @Test
    void cycleThroughAShield_isFound() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        all.add(loop.createTask(() -> Async.await(Async.shield(all.get(1))), "shields"));
        waitingFor("waits", all, 0);

        assertThat(look().toString()).contains("deadlock: shields waits for waits waits for shields\n");
    }

    /** The shield lets the child be cancelled: else the group would wait for it for ever, as in asyncio. */
    @Test
    void cycleThroughAGroup_isFound() throws Exception {
        List<Task<Object>> all = new ArrayList<>();
        all.add(loop.createTask(
                () -> Async.taskGroup(
                        group -> group.createTask(() -> Async.await(Async.shield(all.getFirst())), "child")),
                "groups"));

        assertThat(look().toString()).contains("deadlock: groups waits for child waits for groups\n");
    }

    @Test
    void waiterForALock_isToldWhoHoldsIt() throws Exception {
        Lock lock = new Lock();
        loop.createTask(() -> lock.with(after(1_000, "x")), "holder");
        loop.createTask(() -> lock.with(() -> "y"), "waiter");

        assertThat(look().toString())
                .contains("holder waits for a time (pending)\n")
                .contains("waiter waits for a lock that holder holds (pending)\n")
                .doesNotContain("deadlock");
    }

    @Test
    void lockWhoseHolderIsDone_isToldSo() throws Exception {
        Lock lock = new Lock();
        loop.createTask(lock(lock), "leaks");
        loop.createTask(lock(lock), "waiter");

        assertThat(look().toString()).contains("waiter waits for a lock that leaks took, which is done (pending)\n");
    }

    private static Coroutine<String> lock(Lock lock) {
        return () -> {
            lock.acquire();
            return "locked";
        };
    }

    @Test
    void twoLocksTakenInDifferentOrders_areACycle() throws Exception {
        Lock one = new Lock();
        Lock other = new Lock();
        loop.createTask(() -> one.with(() -> yieldAndTake(other)), "forth");
        loop.createTask(() -> other.with(() -> yieldAndTake(one)), "back");
        TaskTree tree = look();

        assertThat(tree.toString())
                .contains("forth waits for a lock that back holds (pending)\n")
                .contains("back waits for a lock that forth holds (pending)\n")
                .endsWith("deadlock: forth waits for back waits for forth\n");
    }

    private static String yieldAndTake(Lock lock) throws Exception {
        Async.yieldNow();
        return lock.with(() -> "not reached");
    }

    @Test
    void lockTakenTwiceByOneTask_isACycle() throws Exception {
        Lock lock = new Lock();
        loop.createTask(() -> lock.with(() -> yieldAndTake(lock)), "again");

        assertThat(look().toString()).endsWith("deadlock: again waits for again\n");
    }

    @Test
    void lockThatWasHandedOn_isHeldByTheNext() throws Exception {
        Lock lock = new Lock();
        for (String name : List.of("first", "second", "third")) {
            loop.createTask(() -> lock.with(after(10, "x")), name);
        }
        List<String> seen = new ArrayList<>();
        go(() -> {
            Async.sleep(ms(15));
            seen.add(TaskTree.of(loop).toString());
        });

        assertThat(seen.getFirst())
                .contains("second waits for a time (pending)\nthird waits for a lock that second holds (pending)\n");
    }

    @Test
    void taskThatHasNotBegun_andTheOneThatRuns_areToldSo() throws Exception {
        List<String> seen = new ArrayList<>();
        go(() -> {
            Async.currentTask().setName("looks");
            Async.createTask(() -> "x", "new");
            seen.add(TaskTree.of(loop).toString());
        });

        assertThat(seen).containsExactly("looks runs\n  new has not begun\n");
    }
}
