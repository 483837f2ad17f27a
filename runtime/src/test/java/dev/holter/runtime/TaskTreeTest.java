package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTreeTest extends LoopTest {

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
}
