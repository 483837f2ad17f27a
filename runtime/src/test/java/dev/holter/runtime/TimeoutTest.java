package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutTest extends LoopTest {

    @Test
    void codeThatIsDoneInTime_givesItsValue() throws Exception {
        assertThat(this.<String>run(() -> Async.timeout(ms(100), scope -> {
                    Async.sleep(ms(10));
                    return "in time";
                })))
                .isEqualTo("in time");
        go(() -> Async.sleep(ms(200)));
        assertThat(faults).isEmpty();
    }

    @Test
    void timeOver_isATimeoutException() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(10), scope -> {
                    Async.sleep(ms(1_000));
                    return "never";
                })))
                .isInstanceOf(TimeoutException.class)
                .hasCauseInstanceOf(CancelledError.class);
        assertThat(nowMillis()).isEqualTo(10);
    }

    @Test
    void afterATimeout_theTaskGoesOnUncancelled() throws Exception {
        go(() -> {
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                        Async.sleep(ms(1_000));
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(ms(5));
            log.add("went on");
        });

        assertThat(log).containsExactly("went on");
    }

    @Test
    void noTime_endsAtTheFirstAwait() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(0), scope -> {
                    log.add("began");
                    Async.sleep(ms(10));
                    return null;
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(log).containsExactly("began");
    }

    @Test
    void innerTimeOver_isTheInnerScopes() throws Exception {
        go(() -> Async.timeout(ms(100), outer -> {
            assertThatThrownBy(() -> Async.timeout(ms(10), inner -> {
                        Async.sleep(ms(1_000));
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(outer.isExpired()).isFalse();
            Async.sleep(ms(10));
            return log.add("outer went on");
        }));

        assertThat(log).containsExactly("outer went on");
    }

    @Test
    void outerTimeOver_passesThroughTheInnerScope() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(10), outer -> {
                    try {
                        return Async.timeout(ms(100), inner -> {
                            Async.sleep(ms(1_000));
                            return null;
                        });
                    } catch (TimeoutException wrong) {
                        return log.add("the inner scope took it");
                    }
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(log).isEmpty();
        assertThat(nowMillis()).isEqualTo(10);
    }

    @Test
    void bothTimesOverAtOnce_isTheOuterScopes() {
        assertThatThrownBy(() -> run(() -> Async.timeout(
                        ms(10),
                        outer -> Async.timeout(ms(10), inner -> {
                            Async.sleep(ms(1_000));
                            return null;
                        }))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void cancellationFromOutside_isNoTimeout() throws Exception {
        Task<?> task = start(() -> Async.timeout(ms(100), scope -> {
            Async.sleep(ms(1_000));
            return null;
        }));
        spin();
        task.cancel();
        spin();

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancellationFromOutsideAndTimeOverAtOnce_isACancellation() throws Exception {
        Task<?> task = start(() -> Async.timeout(ms(10), scope -> {
            Async.sleep(ms(1_000));
            return null;
        }));
        spin();
        loop.callLater(ms(10), task::cancel);
        go(() -> Async.wait(java.util.List.of(task), Async.WaitUntil.ALL_COMPLETED));

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void otherException_passes() {
        IllegalStateException broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> run(() -> Async.timeout(ms(10), scope -> {
                    throw broken;
                })))
                .isSameAs(broken);
    }

    @Test
    void exceptionOfTheCleanUp_winsOverTheTimeout() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(10), scope -> {
                    try {
                        Async.sleep(ms(1_000));
                    } finally {
                        throwBroken();
                    }
                    return null;
                })))
                .hasMessage("broken");
    }

    private static void throwBroken() {
        throw new IllegalStateException("broken");
    }

    @Test
    void reschedule_movesTheEnd() throws Exception {
        assertThat(this.<Long>run(() -> Async.timeout(ms(10), scope -> {
                    scope.reschedule(loop.nanos() + ms(100).toNanos());
                    Async.sleep(ms(50));
                    return scope.atNanos().orElseThrow();
                })))
                .isEqualTo(ms(100).toNanos());
    }

    @Test
    void rescheduleIntoThePast_endsAtTheNextAwait() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(100), scope -> {
                    scope.reschedule(loop.nanos() - 1);
                    Async.sleep(ms(1));
                    return null;
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(nowMillis()).isZero();
    }

    @Test
    void scopeWithoutAnEnd_hasNone() throws Exception {
        assertThat(this.<String>run(() -> Async.timeout(scope -> {
                    assertThat(scope.atNanos()).isEmpty();
                    Async.sleep(ms(100_000));
                    return "done";
                })))
                .isEqualTo("done");
    }

    @Test
    void unschedule_takesTheEndAway() throws Exception {
        assertThat(this.<String>run(() -> Async.timeout(ms(10), scope -> {
                    scope.unschedule();
                    Async.sleep(ms(100));
                    return "done";
                })))
                .isEqualTo("done");
    }

    @Test
    void timeoutAt_isATimeOfTheLoop() {
        assertThatThrownBy(() -> run(() -> Async.timeoutAt(ms(25).toNanos(), scope -> {
                    Async.sleep(ms(1_000));
                    return null;
                })))
                .isInstanceOf(TimeoutException.class);
        assertThat(nowMillis()).isEqualTo(25);
    }

    @Test
    void scopeThatHasEnded_cannotBeMoved() throws Exception {
        Timeout[] kept = new Timeout[1];
        go(() -> Async.timeout(ms(10), scope -> {
            kept[0] = scope;
            return null;
        }));

        assertThatThrownBy(() -> kept[0].reschedule(0)).hasMessageContaining("end has come");
        assertThat(kept[0].isExpired()).isFalse();
    }

    @Test
    void isExpired_isTrueInTheCleanUp() throws Exception {
        go(() -> {
            try {
                Async.timeout(ms(10), scope -> {
                    try {
                        Async.sleep(ms(1_000));
                    } finally {
                        log.add("expired: " + scope.isExpired());
                    }
                    return null;
                });
            } catch (TimeoutException expected) {
                log.add("told");
            }
        });

        assertThat(log).containsExactly("expired: true", "told");
    }

    @Test
    void outsideATask_isRefused() {
        assertThatThrownBy(() -> Async.timeout(ms(1), scope -> null)).hasMessageContaining("not in a coroutine");
    }

    @Test
    void waitFor_givesTheValue() throws Exception {
        assertThat(run(() -> Async.waitFor(after(10, "value"), ms(20)))).isEqualTo("value");
    }

    @Test
    void waitFor_cancelsWhatTakesTooLong() {
        Task<String> slow = loop.createTask(after(1_000, "slow"));

        assertThatThrownBy(() -> run(() -> Async.waitFor(slow, ms(20)))).isInstanceOf(TimeoutException.class);
        assertThat(slow.isCancelled()).isTrue();
        assertThat(nowMillis()).isEqualTo(20);
    }

    @Test
    void waitFor_waitsForTheCleanUp() {
        Task<?> slow = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } finally {
                Async.sleep(ms(30));
                log.add("cleaned up");
            }
        });

        assertThatThrownBy(() -> run(() -> Async.waitFor(slow, ms(20)))).isInstanceOf(TimeoutException.class);
        assertThat(log).containsExactly("cleaned up");
        assertThat(nowMillis()).isEqualTo(50);
    }

    @Test
    void waitForNoTime_takesWhatIsDone() throws Exception {
        Promise<String> done = loop.createFuture();
        done.setResult("there");

        assertThat(run(() -> Async.waitFor(done, ms(0)))).isEqualTo("there");
        assertThatThrownBy(() -> run(() -> Async.waitFor(after(1, "late"), ms(0))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void waitForThatIsCancelled_cancelsWhatItWaitsFor() throws Exception {
        Task<String> inner = loop.createTask(after(1_000, "never"));
        Task<String> outer = loop.createTask(() -> Async.waitFor(inner, ms(500)));
        spin();
        outer.cancel();
        spin();

        assertThat(inner.isCancelled()).isTrue();
        assertThat(outer.isCancelled()).isTrue();
    }
}
