package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopObserverTest extends LoopTest {
    private static final int CALLBACKS = 20_000;
    /** A place in an array, with its share of the array's head. */
    private static final long BYTES_OF_THE_QUEUE = 16;

    private final List<String> events = new ArrayList<>();

    private LoopObserver observing() {
        return new LoopObserver() {
            @Override
            public void taskCreated(Task<?> task) {
                events.add("created " + task.name());
            }

            @Override
            public void taskResumed(Task<?> task) {
                events.add("resumed " + task.name());
            }

            @Override
            public void taskParked(Task<?> task) {
                events.add("parked " + task.name());
            }

            @Override
            public void taskDone(Task<?> task) {
                events.add("done " + task.name());
            }
        };
    }

    @Test
    void task_isFollowedFromItsMakingToItsEnd() throws Exception {
        loop.addObserver(observing());
        loop.runUntilComplete(loop.createTask(after(10, "x"), "work"));

        assertThat(events)
                .containsExactly(
                        "created work", "resumed work", "parked work", "resumed work", "done work", "parked work");
    }

    @Test
    void callbacks_haveABeginAndAnEnd() throws Exception {
        List<Long> millis = new ArrayList<>();
        loop.addObserver(new LoopObserver() {
            @Override
            public void callbackBegins(Handle callback, long nanos) {
                events.add("begins");
            }

            @Override
            public void callbackEnded(Handle callback, long fromNanos, long toNanos) {
                events.add("ended");
                millis.add((toNanos - fromNanos) / 1_000_000);
            }
        });
        loop.callSoon(() -> time.advance(ms(70)));
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(events).containsExactly("begins", "ended", "begins", "ended");
        assertThat(millis).containsExactly(70L, 0L);
    }

    @Test
    void timer_isToldWithItsLateness() throws Exception {
        List<Long> late = new ArrayList<>();
        loop.addObserver(new LoopObserver() {
            @Override
            public void timerFired(TimerHandle timer, long latenessNanos) {
                late.add(latenessNanos / 1_000_000);
            }
        });
        loop.callLater(ms(10), () -> time.advance(ms(100)));
        loop.callLater(ms(20), loop::stop);
        loop.runForever();

        assertThat(late).containsExactly(0L, 90L);
    }

    @Test
    void polls_haveABeginAndAnEnd() throws Exception {
        loop.addObserver(new LoopObserver() {
            @Override
            public void pollBegins(long nanos) {
                events.add("begins");
            }

            @Override
            public void pollEnded(long nanos) {
                events.add("ended");
            }
        });
        loop.callLater(ms(1), loop::stop);
        loop.runForever();

        assertThat(events).containsExactly("begins", "ended");
    }

    @Test
    void observerThatThrows_isToldOnceAndHeardNoMore() throws Exception {
        loop.addObserver(new LoopObserver() {
            @Override
            public void taskResumed(Task<?> task) {
                events.add("called");
                throw new IllegalStateException("as planned");
            }
        });
        assertThat(run(after(10, "x"))).isEqualTo("x");

        assertThat(events).containsExactly("called");
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.exception()).hasMessage("as planned"));
    }

    @Test
    void removedObserver_hearsNoMore() throws Exception {
        LoopObserver observer = observing();
        loop.addObserver(observer);

        assertThat(loop.removeObserver(observer)).isTrue();
        assertThat(loop.removeObserver(observer)).isFalse();
        run(after(10, "x"));
        assertThat(events).isEmpty();
    }

    @Test
    void observersAreAddedOnTheLoopsThread() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        go(() -> Async.await(Async.toThread(() -> {
            try {
                loop.addObserver(observing());
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
            return null;
        })));

        assertThat(thrown).hasSize(1);
        assertThatThrownBy(() -> {
                    throw thrown.getFirst();
                })
                .hasMessageContaining("callSoonThreadsafe");
    }

    @Test
    void runs_haveABeginAndAnEnd() throws Exception {
        loop.addObserver(new LoopObserver() {
            @Override
            public void loopBegins(EventLoop begun) {
                assertThat(begun).isSameAs(loop);
                events.add("begins, running: " + loop.isRunning());
            }

            @Override
            public void loopEnded(EventLoop ended) {
                assertThat(ended).isSameAs(loop);
                events.add("ended, running: " + loop.isRunning());
            }
        });
        run(() -> events.add("main"));
        run(() -> events.add("main again"));

        assertThat(events)
                .containsExactly(
                        "begins, running: true",
                        "main",
                        "ended, running: true",
                        "begins, running: true",
                        "main again",
                        "ended, running: true");
    }

    @Test
    void runThatFails_hasAnEndToo() {
        loop.addObserver(new LoopObserver() {
            @Override
            public void loopEnded(EventLoop ended) {
                events.add("ended");
            }
        });
        assertThatThrownBy(() -> run(failAfter(1, new IllegalStateException("as planned"))))
                .hasMessage("as planned");

        assertThat(events).containsExactly("ended");
    }

    @Test
    void observerThatIsAddedInATask_hearsFromThenOn() throws Exception {
        go(() -> {
            Async.currentTask().setName("main");
            loop.addObserver(observing());
            Async.yieldNow();
        });

        assertThat(events).containsExactly("parked main", "resumed main", "done main", "parked main");
    }

    @Test
    void taskThatTheJdkParks_isParkedAndResumed() throws Exception {
        loop.addObserver(observing());
        loop.runUntilComplete(loop.createTask(
                () -> {
                    Thread.sleep(1);
                    return "slept";
                },
                "naps"));

        assertThat(events)
                .containsExactly(
                        "created naps", "resumed naps", "parked naps", "resumed naps", "done naps", "parked naps");
    }

    @Test
    void callbackThatThrows_hasAnEndToo() {
        loop.addObserver(new LoopObserver() {
            @Override
            public void callbackEnded(Handle callback, long fromNanos, long toNanos) {
                events.add("ended");
            }
        });
        loop.callSoon(() -> {
            throw new IllegalStateException("as planned");
        });
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(events).containsExactly("ended", "ended");
    }

    @Test
    void callbackCalledOff_isNotToldOf() {
        loop.addObserver(new LoopObserver() {
            @Override
            public void callbackBegins(Handle callback, long nanos) {
                events.add("begins");
            }
        });
        loop.callSoon(() -> {}).cancel();
        loop.callSoon(loop::stop);
        loop.runForever();

        assertThat(events).containsExactly("begins");
    }

    @Test
    void severalObservers_hearInTheOrderInWhichTheyWereAdded() throws Exception {
        for (String name : List.of("first", "second")) {
            loop.addObserver(new LoopObserver() {
                @Override
                public void taskDone(Task<?> task) {
                    events.add(name);
                }
            });
        }
        run(() -> "x");

        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void withoutObservers_nothingIsAllocatedForThem() {
        long without = bytesPerCallback();
        loop.addObserver(new LoopObserver() {});

        assertThat(without).isLessThan(BYTES_OF_THE_QUEUE);
        assertThat(bytesPerCallback()).isGreaterThan(without);
    }

    /** Of one handle that is queued again and again, so that no callback is allocated. */
    private long bytesPerCallback() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] left = {CALLBACKS};
        Handle[] handle = new Handle[1];
        handle[0] = new Handle(() -> {
            left[0]--;
            if (left[0] > 0) {
                loop.ready().add(handle[0]);
            } else {
                loop.stop();
            }
        });
        loop.ready().add(handle[0]);
        long before = threads.getCurrentThreadAllocatedBytes();
        loop.runForever();
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLBACKS;
    }
}
