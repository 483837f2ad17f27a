package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LockTest extends LoopTest {
    private final Lock lock = new Lock();

    private Task<@Nullable Void> taking(String name) {
        return start(() -> {
            lock.acquire();
            log.add(name);
        });
    }

    @Test
    void freeLock_isTakenAtOnce() throws Exception {
        go(() -> {
            lock.acquire();
            assertThat(lock.isLocked()).isTrue();
            lock.release();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void lockThatNobodyHas_cannotBeReleased() {
        assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void waiters_haveItInTheOrderInWhichTheyAsked() throws Exception {
        go(lock::acquire);
        taking("first");
        taking("second");
        spin();
        assertThat(log).isEmpty();

        lock.release();
        spin();
        assertThat(log).containsExactly("first");

        lock.release();
        spin();
        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void releaseGivesTheTurnToWhoWaits_andNotToWhoComesThen() throws Exception {
        go(() -> {
            lock.acquire();
            taking("waited");
            Async.yieldNow();

            lock.release();
            assertThat(lock.isLocked()).isFalse();
            taking("came");
        });
        spin();

        assertThat(log).containsExactly("waited");
    }

    @Test
    void cancelledWaiter_leavesTheOthersInTheirOrder() throws Exception {
        go(lock::acquire);
        taking("first");
        Task<?> second = taking("second");
        taking("third");
        spin();

        second.cancel();
        lock.release();
        spin();
        assertThat(second.isCancelled()).isTrue();
        lock.release();
        spin();

        assertThat(log).containsExactly("first", "third");
    }

    @Test
    void waiterThatIsCancelledWhenItWasItsTurn_wakesTheNext() throws Exception {
        go(lock::acquire);
        Task<?> first = taking("first");
        taking("second");
        spin();

        lock.release();
        first.cancel();
        spin();

        assertThat(first.isCancelled()).isTrue();
        assertThat(log).containsExactly("second");
        assertThat(lock.isLocked()).isTrue();
    }

    @Test
    void waiterThatIsCancelledWhileAnotherHasTheLock_wakesNobody() throws Exception {
        go(lock::acquire);
        Task<?> first = taking("first");
        taking("second");
        spin();

        first.cancel();
        spin();

        assertThat(log).isEmpty();
        assertThat(lock.isLocked()).isTrue();
    }

    @Test
    void onlyWaiter_cancelledInItsTurn_leavesTheLockFree() throws Exception {
        go(lock::acquire);
        Task<?> waiter = taking("waiter");
        spin();

        lock.release();
        waiter.cancel();
        spin();

        assertThat(lock.isLocked()).isFalse();
        go(() -> Async.timeout(ms(10), scope -> {
            lock.acquire();
            return null;
        }));
    }

    @Test
    void waitThatTimesOut_takesNothing() throws Exception {
        go(() -> {
            lock.acquire();
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                        lock.acquire();
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            lock.release();
            lock.acquire();
            log.add("again");
        });

        assertThat(log).containsExactly("again");
    }

    @Test
    void with_givesItBackAfterTheCode() throws Exception {
        assertThat(this.<String>run(() -> lock.with(() -> {
                    assertThat(lock.isLocked()).isTrue();
                    return "value";
                })))
                .isEqualTo("value");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void with_givesItBackWhereTheCodeFails() {
        IllegalArgumentException failure = new IllegalArgumentException("as planned");

        assertThatThrownBy(() -> run(() -> lock.with(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void with_givesItBackWhereTheTaskIsCancelled() throws Exception {
        Task<?> holder = start(() -> lock.with(after(1_000, "never")));
        spin();

        holder.cancel();
        spin();

        assertThat(lock.isLocked()).isFalse();
        assertCancelled(holder);
    }

    @Test
    void any_mayReleaseIt() throws Exception {
        go(lock::acquire);
        go(lock::release);

        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void waitingOutsideACoroutine_isRefused_andSpoilsNothing() throws Exception {
        go(lock::acquire);
        loop.callSoon(() -> {
            assertThatThrownBy(lock::acquire).hasMessageContaining("not in a coroutine");
            loop.stop();
        });
        loop.runForever();
        assertThat(faults).isEmpty();

        lock.release();
        go(lock::acquire);
        assertThat(lock.isLocked()).isTrue();
    }

    @Test
    void callbackMayTakeAFreeLock() throws Exception {
        loop.callSoon(() -> {
            lock.acquire();
            loop.stop();
        });
        loop.runForever();
        taking("waiter");
        spin();
        assertThat(log).isEmpty();

        lock.release();
        spin();
        assertThat(log).containsExactly("waiter");
    }

    @Test
    void severalCancelledInTheirTurns_leaveItToTheOneAfterThem() throws Exception {
        go(lock::acquire);
        Task<?> first = taking("first");
        Task<?> second = taking("second");
        taking("third");
        spin();

        lock.release();
        first.cancel();
        second.cancel();
        spin();

        assertThat(log).containsExactly("third");
        assertThat(lock.isLocked()).isTrue();
    }

    @Test
    void lockWhoseWaitersWereAllCancelled_isTakenAtOnce() throws Exception {
        go(() -> {
            lock.acquire();
            Task<?> waiter = taking("waiter");
            Async.yieldNow();
            waiter.cancel();
            lock.release();
            lock.acquire();
            log.add("at once");
        });

        assertThat(log).containsExactly("at once");
    }
}
