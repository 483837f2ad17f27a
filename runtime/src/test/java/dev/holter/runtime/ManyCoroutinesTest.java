package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.sync.AsyncQueue;
import dev.holter.runtime.sync.Lock;
import dev.holter.runtime.sync.QueueShutDownException;
import dev.holter.runtime.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand coroutines on a real loop, each with a random way to an end that was drawn before. The same seed
 * gives the same ways; {@code -Ddev.holter.runtime.seed} gives others.
 */
@Tag("realtime")
@Timeout(60)
class ManyCoroutinesTest {
    private static final int MANY = 100_000;
    private static final int CONSUMERS = 8;
    private static final int LOCKS = 64;
    private static final long SEED = Long.getLong("dev.holter.runtime.seed", 4);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Random random = new Random(SEED);
    private final List<LoopFault> faults = new ArrayList<>();
    private final EventLoop loop = EventLoop.open();
    private final List<Lock> locks = Stream.generate(Lock::new).limit(LOCKS).toList();
    private final Semaphore permits = new Semaphore(LOCKS);
    private final AsyncQueue<Integer> queue = AsyncQueue.fifo(LOCKS);
    private int inside;
    private int put;
    private int got;

    private enum End {
        RETURNS,
        FAILS,
        TIMES_OUT,
        IS_CANCELLED
    }

    private static final class Planned extends Exception {
        private static final long serialVersionUID = 1;
    }

    private record Plan(End end, List<LoopTest.Body> steps) {}

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void hundredThousandCoroutines_eachEndAsTheyMust_andNothingIsLeft() throws Exception {
        loop.setExceptionHandler((where, fault) -> faults.add(fault));
        List<End> planned = new ArrayList<>();
        List<End> seen = new ArrayList<>();
        loop.runUntilComplete(() -> {
            List<Task<@Nullable Void>> consumers =
                    Stream.generate(() -> start(this::consume)).limit(CONSUMERS).toList();
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (int n = 0; n < MANY; n++) {
                Plan plan = plan();
                planned.add(plan.end());
                tasks.add(begin(plan));
            }
            Async.wait(tasks, Async.WaitUntil.ALL_COMPLETED);
            tasks.forEach(task -> seen.add(endOf(task)));
            queue.shutDown(false);
            return Async.await(Async.gather(consumers));
        });

        assertThat(seen).as("with the seed %s", SEED).isEqualTo(planned);
        assertThat(got).isEqualTo(put).isPositive();
        assertThat(faults).isEmpty();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(loop.liveTasks()).isZero();
        assertThat(loop.allTasks()).isEmpty();
        assertThat(loop.pendingCallbacks()).isZero();
        assertThat(locks).noneMatch(Lock::isLocked);
        assertThat(permits.permits()).isEqualTo(LOCKS);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(inside).isZero();
    }

    private Plan plan() {
        End end = End.values()[random.nextInt(End.values().length)];
        List<LoopTest.Body> steps = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(step -> step())
                .toList();
        return new Plan(end, steps);
    }

    private LoopTest.Body step() {
        Lock lock = locks.get(random.nextInt(LOCKS));
        Duration time = Duration.ofMillis(random.nextInt(100));
        int kind = random.nextInt(100);
        if (kind < 30) {
            return Async::yieldNow;
        } else if (kind < 55) {
            return () -> Async.sleep(time);
        } else if (kind < 65) {
            return () -> lock.with(this::alone);
        } else if (kind < 75) {
            return () -> permits.with(this::alone);
        } else if (kind < 85) {
            return this::produce;
        } else if (kind < 90) {
            return () -> Async.await(Async.toThread(() -> time));
        } else if (kind < 95) {
            return () -> timeOut(time);
        }
        return ManyCoroutinesTest::cancelAChild;
    }

    /** With the lock or a permit. */
    private @Nullable Void alone() {
        inside++;
        try {
            Async.yieldNow();
            return null;
        } finally {
            inside--;
        }
    }

    private void produce() {
        queue.put(1);
        put++;
    }

    private void consume() {
        try {
            while (true) {
                int one = queue.get();
                got += one;
            }
        } catch (QueueShutDownException end) {
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    private static void timeOut(Duration time) throws Exception {
        try {
            sleepForEver(time);
        } catch (TimeoutException asPlanned) {
            assertThat(Async.currentTask().isCancelled()).isFalse();
        }
    }

    private static void sleepForEver(Duration time) throws Exception {
        Async.timeout(time, scope -> {
            Async.sleep(FOR_EVER);
            return null;
        });
    }

    private static void cancelAChild() {
        Task<@Nullable Void> child = start(() -> Async.sleep(FOR_EVER));
        try {
            Async.yieldNow();
        } finally {
            child.cancel();
        }
        Async.wait(List.of(child), Async.WaitUntil.ALL_COMPLETED);
        assertThat(child.isCancelled()).isTrue();
    }

    private Task<@Nullable Void> begin(Plan plan) {
        Task<@Nullable Void> task = start(() -> {
            for (LoopTest.Body step : plan.steps()) {
                step.run();
            }
            switch (plan.end()) {
                case RETURNS -> Async.yieldNow();
                case FAILS -> throw new Planned();
                case TIMES_OUT -> sleepForEver(Duration.ofMillis(1));
                case IS_CANCELLED -> Async.sleep(FOR_EVER);
            }
        });
        if (plan.end() == End.IS_CANCELLED) {
            loop.callLater(Duration.ofMillis(random.nextInt(300)), task::cancel);
        }
        return task;
    }

    private static Task<@Nullable Void> start(LoopTest.Body body) {
        return Async.createTask(body.asCoroutine());
    }

    private static End endOf(Task<?> task) {
        if (task.isCancelled()) {
            return End.IS_CANCELLED;
        }
        return switch (task.exception()) {
            case null -> End.RETURNS;
            case Planned planned -> End.FAILS;
            case TimeoutException over -> End.TIMES_OUT;
            case Throwable other -> throw new AssertionError("not planned", other);
        };
    }
}
