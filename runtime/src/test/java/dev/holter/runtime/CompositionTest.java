package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How cancellations, timeouts, groups, gathers and shields work together. */
class CompositionTest extends LoopTest {
    private final IllegalStateException broken = new IllegalStateException("broken");

    /** In the calling task. */
    private static void swallowACancellation() {
        Async.currentTask().cancel();
        try {
            Async.sleep(ms(1_000));
        } catch (CancelledError swallowed) {
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
        }
    }

    private static String sleepTooLong() {
        Async.sleep(ms(1_000));
        return "never";
    }

    @Test
    void timeOverAfterASwallowedCancellation_isATimeout() throws Exception {
        go(() -> {
            swallowACancellation();
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> sleepTooLong()))
                    .isInstanceOf(TimeoutException.class);
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
        });
    }

    @Test
    void cancellationInATimeoutAfterASwallowedOne_isACancellation() throws Exception {
        go(() -> {
            swallowACancellation();
            assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                        Async.currentTask().cancel();
                        return sleepTooLong();
                    }))
                    .isInstanceOf(CancelledError.class);
        });
    }

    @Test
    void cancelledErrorThatTheCodeThrowsItself_isNoTimeout() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                    throw new CancelledError("by itself");
                }))
                .isInstanceOf(CancelledError.class)
                .hasMessage("by itself"));
    }

    @Test
    void scopeWhoseTimeIsOverInItsCleanUp_cannotBeMovedThere() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(10), scope -> {
                    try {
                        return sleepTooLong();
                    } finally {
                        assertThatThrownBy(() -> scope.reschedule(loop.nanos() + 1_000_000))
                                .isInstanceOf(IllegalStateException.class);
                        log.add("refused");
                    }
                }))
                .isInstanceOf(TimeoutException.class));

        assertThat(log).containsExactly("refused");
    }

    @Test
    void innerTimeOverWhileTheLoopIsHeldPastBoth_isTheOuterScopes() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(10), outer -> {
                    try {
                        return Async.timeout(ms(5), inner -> {
                            time.advance(ms(50));
                            return sleepTooLong();
                        });
                    } catch (TimeoutException inner) {
                        return log.add("inner");
                    }
                }))
                .isInstanceOf(TimeoutException.class));

        assertThat(log).isEmpty();
    }

    @Test
    void timeoutInTheCleanUpOfATimeout_hasATimeOfItsOwn() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(10), outer -> {
                    try {
                        return sleepTooLong();
                    } finally {
                        assertThatThrownBy(() -> Async.timeout(ms(5), inner -> sleepTooLong()))
                                .isInstanceOf(TimeoutException.class);
                        log.add("cleaned up at " + nowMillis());
                    }
                }))
                .isInstanceOf(TimeoutException.class));

        assertThat(log).containsExactly("cleaned up at 15");
    }

    @Test
    void timeoutOfATaskThatOthersAwait_endsItForAllOfThem() throws Exception {
        Task<String> shared = loop.createTask(after(1_000, "never"));
        Task<String> patient = loop.createTask(() -> Async.await(shared));
        go(() -> assertThatThrownBy(() -> Async.waitFor(shared, ms(10))).isInstanceOf(TimeoutException.class));
        spin();

        assertThat(shared.isCancelled()).isTrue();
        assertThat(patient.isCancelled()).isTrue();
    }

    @Test
    void waitForOfAShield_leavesTheWorkToTheOthers() throws Exception {
        Task<String> shared = loop.createTask(after(50, "value"));
        go(() -> assertThatThrownBy(() -> Async.waitFor(Async.shield(shared), ms(10)))
                .isInstanceOf(TimeoutException.class));

        assertThat(run(() -> Async.await(shared))).isEqualTo("value");
        assertThat(nowMillis()).isEqualTo(50);
    }

    @Test
    void waitForInAWaitFor_whoseTimeIsShorter_isTheInnerTimeout() throws Exception {
        go(() -> assertThatThrownBy(
                        () -> Async.waitFor(() -> Async.waitFor(CompositionTest::sleepTooLong, ms(5)), ms(100)))
                .isInstanceOf(TimeoutException.class));

        assertThat(nowMillis()).isEqualTo(5);
    }

    @Test
    void shieldOfAGather_keepsACancellationFromAllOfThem() throws Exception {
        Task<String> one = loop.createTask(after(10, "one"));
        Task<String> other = loop.createTask(after(20, "other"));
        Task<List<String>> waiter = loop.createTask(() -> Async.await(Async.shield(Async.gather(one, other))));
        spin();
        waiter.cancel();
        go(() -> Async.sleep(ms(30)));

        assertThat(waiter.isCancelled()).isTrue();
        assertThat(List.of(one.result(), other.result())).containsExactly("one", "other");
    }

    @Test
    void gatherOfShields_leavesWhatTheyShieldWhenItIsCancelled() throws Exception {
        Task<String> kept = loop.createTask(after(10, "kept"));
        Task<String> lost = loop.createTask(after(10, "lost"));
        go(() -> {
            LoopFuture<List<String>> gathered = Async.gather(List.of(Async.shield(kept), lost));
            gathered.cancel();
            assertThatThrownBy(() -> Async.await(gathered)).isInstanceOf(CancelledError.class);
            assertThat(Async.await(kept)).isEqualTo("kept");
        });

        assertThat(lost.isCancelled()).isTrue();
    }

    @Test
    void shieldedFailureThatIsAwaited_isNotToldTwice() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.await(Async.shield(failAfter(5, broken))))
                .isSameAs(broken));

        assertThat(faults).isEmpty();
    }

    @Test
    void severalShieldsOfOneTask_areCancelledApart() throws Exception {
        Task<String> inner = loop.createTask(after(10, "value"));
        Task<String> first = loop.createTask(() -> Async.await(Async.shield(inner)));
        Task<String> second = loop.createTask(() -> Async.await(Async.shield(inner)));
        spin();
        first.cancel();

        assertThat(run(() -> Async.await(second))).isEqualTo("value");
        assertThat(first.isCancelled()).isTrue();
    }

    @Test
    void gatherThatFailed_isNotCancelledAfterwards_andTheRestRunOn() throws Exception {
        Task<String> slow = loop.createTask(after(20, "slow"));
        go(() -> {
            LoopFuture<List<String>> gathered =
                    Async.gather(List.of(slow, loop.createTask(CompositionTest.<String>failAfter(5, broken))));
            assertThatThrownBy(() -> Async.await(gathered)).isSameAs(broken);
            assertThat(gathered.cancel()).isFalse();
        });

        assertThat(run(() -> Async.await(slow))).isEqualTo("slow");
    }

    @Test
    void gatherInATimeout_cancelsAllThatItWaitsFor() throws Exception {
        Task<String> one = loop.createTask(after(1_000, "never"));
        Task<String> other = loop.createTask(after(1_000, "never"));
        go(() -> assertThatThrownBy(() -> Async.timeout(ms(10), scope -> Async.await(Async.gather(one, other))))
                .isInstanceOf(TimeoutException.class));

        assertThat(List.of(one, other)).allMatch(LoopFuture::isCancelled);
    }

    @Test
    void afterAGroupThatFailed_noRequestToCancelIsLeft() throws Exception {
        go(() -> {
            assertThatThrownBy(() -> Async.taskGroup(group -> group.createTask(failAfter(1, broken))))
                    .isInstanceOf(ExceptionGroup.class);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void nestedGroupsThatBothFail_eachTellTheirOwn() throws Exception {
        go(() -> {
            assertThatThrownBy(() -> Async.taskGroup(outer -> {
                        assertThatThrownBy(() -> Async.taskGroup(inner -> {
                                    inner.createTask(failAfter(0, broken));
                                    return outer.createTask(failAfter(0, new java.io.IOException("outer")));
                                }))
                                .isInstanceOfSatisfying(
                                        ExceptionGroup.class,
                                        thrown ->
                                                assertThat(thrown.exceptions()).containsExactly(broken));
                        return log.add("after the inner group");
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            thrown -> assertThat(thrown.exceptions())
                                    .singleElement()
                                    .satisfies(one -> assertThat(one).hasMessage("outer")));
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(log).containsExactly("after the inner group");
    }

    @Test
    void groupThatFailsAndIsCancelledFromOutside_tellsItsFailure_andTheCancellationArrivesLater() throws Exception {
        Task<?> task = start(() -> {
            Task<?> parent = Async.currentTask();
            assertThatThrownBy(() -> Async.taskGroup(group -> {
                        group.createTask(() -> {
                            parent.cancel();
                            throw broken;
                        });
                        return sleepTooLong();
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            log.add("cancelling: " + Async.currentTask().cancelling());
            Async.sleep(ms(1));
            log.add("not reached");
        });
        go(() -> Async.sleep(ms(20)));

        assertThat(log).containsExactly("cancelling: 1");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void groupWhoseTaskIsCancelledWhileTheOthersCleanUp_stillWaitsForThem() throws Exception {
        Task<?> parent = start(() -> Async.taskGroup(group -> {
            group.createTask(failAfter(1, broken));
            group.createTask(() -> {
                try {
                    return sleepTooLong();
                } finally {
                    Async.sleep(ms(50));
                    log.add("cleaned up at " + nowMillis());
                }
            });
            return null;
        }));
        loop.callLater(ms(20), parent::cancel);
        go(() -> Async.sleep(ms(100)));

        assertThat(log).containsExactly("cleaned up at 51");
        assertThat(parent.isDone()).isTrue();
    }

    @Test
    void shieldedWorkOfAGroup_outlivesIt() throws Exception {
        Task<String> work = loop.createTask(after(50, "value"));
        go(() -> assertThatThrownBy(() -> Async.taskGroup(group -> {
                    group.createTask(() -> Async.await(Async.shield(work)));
                    throw broken;
                }))
                .isInstanceOf(ExceptionGroup.class));
        assertThat(nowMillis()).isZero();

        assertThat(run(() -> Async.await(work))).isEqualTo("value");
    }

    @Test
    void timeoutRoundAGroup_waitsForTheCleanUpOfItsTasks() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(
                        ms(10),
                        scope -> Async.taskGroup(group -> group.createTask(() -> {
                            try {
                                return sleepTooLong();
                            } finally {
                                Async.sleep(ms(5));
                                log.add("cleaned up at " + nowMillis());
                            }
                        }))))
                .isInstanceOf(TimeoutException.class));

        assertThat(log).containsExactly("cleaned up at 15");
    }

    @Test
    void waitInAGroup_endsWithIt_andCancelsNothingOutside() throws Exception {
        Task<String> outside = loop.createTask(after(50, "value"));
        go(() -> assertThatThrownBy(() -> Async.taskGroup(group -> {
                    group.createTask(failAfter(10, broken));
                    return Async.wait(List.of(outside), Async.WaitUntil.ALL_COMPLETED);
                }))
                .isInstanceOf(ExceptionGroup.class));
        assertThat(outside.isDone()).isFalse();

        assertThat(run(() -> Async.await(outside))).isEqualTo("value");
    }

    @Test
    void innerTaskThatCatchesItsCancellation_givesItsValueToWhoWasCancelled() throws Exception {
        Task<String> inner = loop.createTask(() -> {
            try {
                return sleepTooLong();
            } catch (CancelledError caught) {
                return "caught";
            }
        });
        Task<String> outer = loop.createTask(() -> Async.await(inner));
        spin();
        outer.cancel();

        assertThat(run(() -> Async.await(outer))).isEqualTo("caught");
        assertThat(outer.cancelling()).isEqualTo(1);
    }

    @Test
    void taskAndWhatItAwaits_cancelledInOnePass_areBothCancelled() throws Exception {
        Promise<String> future = loop.createFuture();
        Task<String> task = loop.createTask(() -> Async.await(future));
        spin();
        future.cancel("first");
        task.cancel("second");
        spin();

        assertThat(future.isCancelled()).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void tasksThatTheJdkParks_areAwaitedByTheirGroup() throws Exception {
        List<Task<String>> tasks = run(() -> Async.taskGroup(group -> {
            Task<String> napping = group.createTask(() -> {
                Thread.sleep(1);
                return "slept";
            });
            Task<String> awaiting = group.createTask(() -> Async.await(napping));
            return List.of(napping, awaiting);
        }));
        assertThat(tasks).allSatisfy(task -> assertThat(task.result()).isEqualTo("slept"));
    }

    @Test
    void taskThatTheJdkParks_isInterruptedWhereItsGroupFails() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.taskGroup(group -> {
                    group.createTask(() -> {
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException interrupted) {
                            log.add("interrupted");
                            throw interrupted;
                        }
                        return null;
                    });
                    group.createTask(failAfter(1, broken));
                    return null;
                }))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        thrown -> assertThat(thrown.exceptions()).containsExactly(broken)));

        assertThat(log).containsExactly("interrupted");
    }

    @Test
    void innerTimeOverWhileTheJdkParksTheCode_isTheInnerScopes() throws Exception {
        go(() -> Async.timeout(ms(1_000), outer -> {
            assertThatThrownBy(() -> Async.timeout(ms(10), inner -> {
                        Thread.sleep(60_000);
                        return null;
                    }))
                    .isInstanceOf(TimeoutException.class);
            Async.sleep(ms(1));
            return log.add("outer went on at " + nowMillis());
        }));

        assertThat(log).containsExactly("outer went on at 11");
    }

    @Test
    void outerTimeOverWhileTheJdkParksTheCode_passesThroughTheInnerScope() throws Exception {
        go(() -> assertThatThrownBy(() -> Async.timeout(
                        ms(10),
                        outer -> Async.timeout(ms(1_000), inner -> {
                            Thread.sleep(60_000);
                            return null;
                        })))
                .isInstanceOf(TimeoutException.class));

        assertThat(nowMillis()).isEqualTo(10);
    }
}
