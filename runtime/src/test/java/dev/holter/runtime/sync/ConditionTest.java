package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionTest extends LoopTest {
    private final Condition condition = new Condition();
    private final Lock lock = condition.lock();

    private Task<@Nullable Void> awaiting(String name) {
        return start(() -> lock.with(() -> {
            condition.await();
            log.add(name);
            return null;
        }));
    }

    private void signal(int tasks) throws Exception {
        go(() -> lock.with(() -> {
            condition.signal(tasks);
            return null;
        }));
    }

    private void signalAll() throws Exception {
        go(() -> lock.with(() -> {
            condition.signalAll();
            return null;
        }));
    }

    @Test
    void await_givesTheLockBackMeanwhile() throws Exception {
        awaiting("waiter");
        spin();

        assertThat(lock.isLocked()).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void signal_wakesOneAfterTheOther() throws Exception {
        awaiting("first");
        awaiting("second");
        awaiting("third");
        spin();

        signal(1);
        spin();
        assertThat(log).containsExactly("first");

        signal(1);
        spin();
        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void signalOfSeveral_wakesAsMany() throws Exception {
        awaiting("first");
        awaiting("second");
        awaiting("third");
        spin();

        signal(2);
        spin();

        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void signalOfMoreThanWait_isOnlyForThoseThatDo() throws Exception {
        awaiting("first");
        spin();
        signal(10);
        awaiting("second");
        spin();

        assertThat(log).containsExactly("first");
    }

    @Test
    void signalAll_wakesAll() throws Exception {
        awaiting("first");
        awaiting("second");
        spin();

        signalAll();
        spin();

        assertThat(log).containsExactly("first", "second");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void awakened_goOnlyWhenTheyHaveTheLock() throws Exception {
        awaiting("waiter");
        spin();
        go(() -> {
            lock.acquire();
            condition.signal();
            Async.sleep(ms(50));
            log.add("signaller");
            lock.release();
        });
        spin();

        assertThat(log).containsExactly("signaller", "waiter");
    }

    @Test
    void awaitWithoutTheLock_isRefused() {
        assertThatThrownBy(() -> go(condition::await)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signalWithoutTheLock_isRefused() {
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void awaitUntilTrue_asksAgainAtEachSignal() throws Exception {
        int[] count = {0};
        start(() -> lock.with(() -> {
            condition.await(() -> count[0] >= 2);
            log.add("enough");
            return null;
        }));
        spin();

        count[0] = 1;
        signalAll();
        spin();
        assertThat(log).isEmpty();

        count[0] = 2;
        signalAll();
        spin();
        assertThat(log).containsExactly("enough");
    }

    @Test
    void awaitOfWhatIsTrue_waitsForNothing() throws Exception {
        go(() -> lock.with(() -> {
            condition.await(() -> true);
            log.add("at once");
            return null;
        }));

        assertThat(log).containsExactly("at once");
    }

    @Test
    void cancelledWaiter_hasTheLockWhenItHears() throws Exception {
        Task<?> waiter = start(() -> {
            lock.acquire();
            try {
                condition.await();
            } finally {
                log.add("locked: " + lock.isLocked());
                lock.release();
            }
        });
        spin();

        waiter.cancel();
        spin();

        assertThat(log).containsExactly("locked: true");
        assertCancelled(waiter);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void waiterCancelledWhileItWaitsForTheLockAgain_takesItFirst() throws Exception {
        Task<?> waiter = awaiting("waiter");
        spin();
        go(() -> {
            lock.acquire();
            condition.signal();
            Async.sleep(ms(1));
            waiter.cancel();
            Async.sleep(ms(1));
            assertThat(waiter.isDone()).isFalse();
            lock.release();
        });
        spin();

        assertThat(waiter.isCancelled()).isTrue();
        assertThat(lock.isLocked()).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void waiterThatIsSignalledAndCancelled_passesTheSignalOn() throws Exception {
        Task<?> first = awaiting("first");
        awaiting("second");
        spin();
        go(() -> lock.with(() -> {
            condition.signal();
            first.cancel();
            return null;
        }));
        spin();

        assertThat(first.isCancelled()).isTrue();
        assertThat(log).containsExactly("second");
    }

    @Test
    void awaitThatTimesOut_hasTheLockAgain() throws Exception {
        go(() -> lock.with(() -> {
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                        condition.await();
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(lock.isLocked()).isTrue();
            return null;
        }));

        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void severalConditions_shareALock() throws Exception {
        Condition other = new Condition(lock);
        start(() -> lock.with(() -> {
            other.await();
            log.add("other");
            return null;
        }));
        awaiting("one");
        spin();

        signalAll();
        spin();

        assertThat(log).containsExactly("one");
        assertThat(other.lock()).isSameAs(lock);
    }

    @Test
    void awaitOutsideACoroutine_isRefused_andWakesNobodyLater() throws Exception {
        go(lock::acquire);
        loop.callSoon(() -> {
            assertThatThrownBy(condition::await).hasMessageContaining("not in a coroutine");
            loop.stop();
        });
        loop.runForever();
        assertThat(faults).isEmpty();
        assertThat(lock.isLocked()).isTrue();
        lock.release();

        awaiting("waiter");
        spin();
        signal(1);
        spin();
        assertThat(log).containsExactly("waiter");
    }

    @Test
    void waiterCancelledWithoutASignal_wakesTheNextInVain_whichAsksAgain() throws Exception {
        boolean[] isTrue = {false};
        Task<?> first = awaiting("first");
        start(() -> lock.with(() -> {
            condition.await(() -> {
                log.add("asked");
                return isTrue[0];
            });
            log.add("true");
            return null;
        }));
        spin();
        first.cancel();
        spin();
        assertThat(log).doesNotContain("true");

        isTrue[0] = true;
        signal(1);
        spin();
        assertThat(log).endsWith("asked", "true");
    }

    @Test
    void severalThatAreSignalledAndCancelled_passTheirSignalsOn() throws Exception {
        Task<?> first = awaiting("first");
        Task<?> second = awaiting("second");
        awaiting("third");
        awaiting("fourth");
        spin();
        go(() -> lock.with(() -> {
            condition.signal(2);
            first.cancel();
            second.cancel();
            return null;
        }));
        spin();

        assertThat(log).containsExactly("third", "fourth");
    }

    @Test
    void waiterCancelledTwiceWhileItWaitsForTheLockAgain_tellsTheLastCancellation() throws Exception {
        Task<?> waiter = awaiting("waiter");
        spin();
        go(() -> {
            lock.acquire();
            waiter.cancel("first");
            Async.sleep(ms(1));
            waiter.cancel("second");
            Async.sleep(ms(1));
            lock.release();
        });
        spin();

        assertThatThrownBy(waiter::result).hasMessage("second");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void exceptionOfTheQuestion_leavesTheLockToTheOthers() throws Exception {
        assertThatThrownBy(() -> run(() -> lock.with(() -> {
                    condition.await(() -> {
                        throw new IllegalStateException("as planned");
                    });
                    return null;
                })))
                .hasMessage("as planned");

        assertThat(lock.isLocked()).isFalse();
    }
}
