package dev.holter.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.Task;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SemaphoreTest extends LoopTest {
    private final Semaphore semaphore = new Semaphore(1);

    private Task<@Nullable Void> acquiring(String name) {
        return start(() -> {
            semaphore.acquire();
            log.add(name);
        });
    }

    @Test
    void permits_areTakenAtOnce_andThenWaitedFor() throws Exception {
        Semaphore three = new Semaphore(3);
        go(() -> {
            three.acquire();
            three.acquire();
            assertThat(three.isLocked()).isFalse();
            three.acquire();
            assertThat(three.isLocked()).isTrue();
        });
        assertThat(three.permits()).isZero();
    }

    @Test
    void negativeNumberOfPermits_isRefused() {
        assertThatThrownBy(() -> new Semaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void semaphoreOfNone_waitsForARelease() throws Exception {
        Semaphore none = new Semaphore(0);
        Task<?> waiter = start(() -> {
            none.acquire();
            log.add("has it");
        });
        spin();
        assertThat(log).isEmpty();

        none.release();
        spin();

        assertThat(log).containsExactly("has it");
        assertThat(waiter.isDone()).isTrue();
    }

    @Test
    void waiters_haveItInTheOrderInWhichTheyAsked() throws Exception {
        go(semaphore::acquire);
        acquiring("first");
        acquiring("second");
        acquiring("third");
        spin();

        semaphore.release();
        semaphore.release();
        spin();

        assertThat(log).containsExactly("first", "second");
        assertThat(semaphore.isLocked()).isTrue();
    }

    @Test
    void releasedPermit_isOfWhoWaits_andNotOfWhoComesThen() throws Exception {
        go(() -> {
            semaphore.acquire();
            acquiring("waited");
            Async.yieldNow();

            semaphore.release();
            assertThat(semaphore.isLocked()).isTrue();
            acquiring("came");
        });
        spin();

        assertThat(log).containsExactly("waited");
    }

    @Test
    void cancelledWaiter_leavesThePermitToTheNext() throws Exception {
        go(semaphore::acquire);
        Task<?> first = acquiring("first");
        acquiring("second");
        spin();

        first.cancel();
        semaphore.release();
        spin();

        assertThat(log).containsExactly("second");
        assertCancelled(first);
    }

    @Test
    void waiterThatIsCancelledWithItsPermit_givesItToTheNext() throws Exception {
        go(semaphore::acquire);
        Task<?> first = acquiring("first");
        acquiring("second");
        spin();

        semaphore.release();
        first.cancel();
        spin();

        assertThat(log).containsExactly("second");
        semaphore.release();
        assertThat(semaphore.permits()).isEqualTo(1);
    }

    @Test
    void onlyWaiter_cancelledWithItsPermit_givesItBack() throws Exception {
        go(semaphore::acquire);
        Task<?> waiter = acquiring("waiter");
        spin();

        semaphore.release();
        waiter.cancel();
        spin();

        assertThat(semaphore.permits()).isEqualTo(1);
        assertThat(semaphore.isLocked()).isFalse();
    }

    @Test
    void severalReleases_wakeAsManyWhereSomeAreCancelled() throws Exception {
        Semaphore none = new Semaphore(0);
        Task<?>[] tasks = new Task<?>[4];
        for (int i = 0; i < tasks.length; i++) {
            String name = "task-" + i;
            tasks[i] = start(() -> {
                none.acquire();
                log.add(name);
            });
        }
        spin();

        none.release();
        none.release();
        tasks[0].cancel();
        tasks[1].cancel();
        spin();

        assertThat(log).containsExactly("task-2", "task-3");
    }

    @Test
    void waitThatTimesOut_takesNothing() throws Exception {
        go(() -> {
            semaphore.acquire();
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                        semaphore.acquire();
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            semaphore.release();
        });

        assertThat(semaphore.permits()).isEqualTo(1);
    }

    @Test
    void with_givesThePermitBack_alsoWhereTheCodeFails() throws Exception {
        assertThat(this.<String>run(() -> semaphore.with(() -> "value"))).isEqualTo("value");
        assertThatThrownBy(() -> run(() -> semaphore.with(() -> {
                    throw new IllegalArgumentException("as planned");
                })))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(semaphore.permits()).isEqualTo(1);
    }

    @Test
    void onlySoMany_areInsideAtATime() throws Exception {
        Semaphore two = new Semaphore(2);
        int[] inside = {0, 0};
        for (int i = 0; i < 10; i++) {
            start(() -> two.with(() -> {
                inside[0]++;
                inside[1] = Math.max(inside[1], inside[0]);
                Async.sleep(ms(10));
                inside[0]--;
                return null;
            }));
        }
        go(() -> Async.sleep(ms(1_000)));

        assertThat(inside).containsExactly(0, 2);
        assertThat(two.permits()).isEqualTo(2);
    }

    @Test
    void plainSemaphore_mayBeReleasedBeyondWhatItHad() {
        semaphore.release();

        assertThat(semaphore.permits()).isEqualTo(2);
    }

    @Test
    void boundedSemaphore_tellsOfOneReleaseTooMany() throws Exception {
        BoundedSemaphore bounded = new BoundedSemaphore(1);
        go(() -> {
            bounded.acquire();
            bounded.release();
        });

        assertThatThrownBy(bounded::release).isInstanceOf(IllegalStateException.class);
        assertThat(bounded.permits()).isEqualTo(1);
    }

    @Test
    void boundedSemaphore_givesItsPermitToWhoWaits() throws Exception {
        BoundedSemaphore bounded = new BoundedSemaphore(1);
        go(bounded::acquire);
        start(() -> {
            bounded.acquire();
            log.add("has it");
        });
        spin();

        bounded.release();
        spin();

        assertThat(log).containsExactly("has it");
    }
}
