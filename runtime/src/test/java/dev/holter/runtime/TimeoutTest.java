package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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

    @Test
    void waitFor_givesTheException() {
        IllegalStateException broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> run(() -> Async.waitFor(failAfter(5, broken), ms(20))))
                .isSameAs(broken);
    }

    @Test
    void waitForWhatSwallowsItsCancellation_givesWhatItReturns() throws Exception {
        Task<String> stubborn = loop.createTask(() -> {
            try {
                Async.sleep(ms(1_000));
                return "slept";
            } catch (CancelledError cancelled) {
                return "survived";
            }
        });

        assertThat(run(() -> Async.waitFor(stubborn, ms(20)))).isEqualTo("survived");
        assertThat(stubborn.isCancelled()).isFalse();
    }

    @Test
    void waitForWhoseWorkFailsInItsCleanUp_throwsThat() {
        IllegalStateException broken = new IllegalStateException("broken");
        Task<String> failing = loop.createTask(() -> {
            try {
                Async.sleep(ms(1_000));
                return "slept";
            } catch (CancelledError cancelled) {
                throw broken;
            }
        });

        assertThatThrownBy(() -> run(() -> Async.waitFor(failing, ms(20)))).isSameAs(broken);
    }

    @Test
    void waitForAFuture_cancelsIt() {
        Promise<String> never = loop.createFuture();

        assertThatThrownBy(() -> run(() -> Async.waitFor(never, ms(20)))).isInstanceOf(TimeoutException.class);
        assertThat(never.isCancelled()).isTrue();
    }

    @Test
    void timeoutException_saysWhatCausedIt() {
        assertThatThrownBy(() -> run(() -> Async.timeout(ms(5), scope -> {
                    Async.sleep(ms(1_000));
                    return null;
                })))
                .isInstanceOf(TimeoutException.class)
                .hasCauseInstanceOf(CancelledError.class);
    }

    @Test
    void scopesOneAfterTheOther_eachHaveTheirTime() throws Exception {
        go(() -> {
            for (int n = 0; n < 3; n++) {
                try {
                    Async.timeout(ms(10), scope -> {
                        Async.sleep(ms(1_000));
                        return null;
                    });
                } catch (TimeoutException over) {
                    log.add("over at " + nowMillis());
                }
            }
        });

        assertThat(log).containsExactly("over at 10", "over at 20", "over at 30");
    }

    @Test
    void codeThatCatchesTheCancellation_givesItsValue_andTheTaskIsNotCancelled() throws Exception {
        assertThat(this.<String>run(() -> Async.timeout(ms(10), scope -> {
                    try {
                        Async.sleep(ms(1_000));
                        return "slept";
                    } catch (CancelledError swallowed) {
                        return "survived, requests to cancel: "
                                + Async.currentTask().cancelling();
                    }
                })))
                .isEqualTo("survived, requests to cancel: 1");
    }

    @Test
    void timeouts_endWhatTheJdkParks() throws Exception {
        try (EventLoop real = EventLoop.open()) {
            assertThatThrownBy(() -> real.runUntilComplete(() -> Async.timeout(ms(20), scope -> {
                        Thread.sleep(60_000);
                        return null;
                    })))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void manyScopesThatAreLeftInTime_leaveNoTimerBehind() throws Exception {
        go(() -> {
            for (int n = 0; n < 10_000; n++) {
                Async.timeout(Duration.ofHours(1), scope -> {
                    Async.yieldNow();
                    return null;
                });
            }
        });

        assertThat(nowMillis()).isZero();
    }

    @Test
    void waitForNoTimeThatIsCancelledMeanwhile_isACancellation() throws Exception {
        Task<?> slowToEnd = start(() -> {
            try {
                Async.sleep(ms(1_000));
            } finally {
                Async.sleep(ms(100));
            }
        });
        spin();
        Task<?> waits = start(() -> Async.waitFor(slowToEnd, Duration.ZERO));
        spin();
        waits.cancel();
        spin();

        assertThat(waits.isCancelled()).isTrue();
    }
}
