package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TaskGroupTest extends LoopTest {

    @Test
    void group_waitsForItsTasks() throws Exception {
        String result = run(() -> Async.taskGroup(group -> {
            group.createTask(logAfter(20, "a"));
            group.createTask(logAfter(10, "b"));
            return "done";
        }));

        assertThat(log).containsExactly("b", "a");
        assertThat(result).isEqualTo("done");
        assertThat(nowMillis()).isEqualTo(20);
    }

    private Coroutine<Boolean> logAfter(int millis, String what) {
        return () -> {
            Async.sleep(ms(millis));
            return log.add(what);
        };
    }

    @Test
    void groupWithoutTasks_givesItsValue() throws Exception {
        assertThat(this.<String>run(() -> Async.taskGroup(group -> "value"))).isEqualTo("value");
    }

    @Test
    void failedTask_cancelsTheOthersAndTheCode() {
        Throwable[] cancelledSibling = new Throwable[1];
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> {
                    group.createTask(failAfter(10, new IllegalStateException("broken")));
                    group.createTask(() -> {
                        try {
                            Async.sleep(ms(1_000));
                            return null;
                        } catch (CancelledError cancelled) {
                            cancelledSibling[0] = cancelled;
                            throw cancelled;
                        }
                    });
                    Async.sleep(ms(1_000));
                    return log.add("not reached");
                })));

        assertThat(thrown.exceptions())
                .singleElement()
                .satisfies(one -> assertThat(one).hasMessage("broken"));
        assertThat(cancelledSibling[0]).isInstanceOf(CancelledError.class);
        assertThat(log).isEmpty();
        assertThat(nowMillis()).isEqualTo(10);
        assertThat(loop.allTasks()).isEmpty();
    }

    @Test
    void severalFailures_areGrouped() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> {
                    group.createTask(failAfter(10, new IllegalStateException("first")));
                    group.createTask(() -> {
                        try {
                            Async.sleep(ms(1_000));
                        } finally {
                            throwBroken("second");
                        }
                        return "not reached";
                    });
                    return "not reached";
                })));

        assertThat(thrown.exceptions()).extracting(Throwable::getMessage).containsExactly("first", "second");
        assertThat(thrown).hasMessageContaining("first").hasMessageContaining("second");
    }

    private static void throwBroken(String message) {
        throw new IllegalStateException(message);
    }

    @Test
    void codeThatFails_cancelsItsTasks() {
        Task<?>[] child = new Task<?>[1];
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> {
                    child[0] = group.createTask(after(1_000, "never"));
                    Async.yieldNow();
                    throw new IllegalStateException("broken");
                })));

        assertThat(thrown.exceptions()).extracting(Throwable::getMessage).containsExactly("broken");
        assertThat(child[0].isCancelled()).isTrue();
        assertThat(nowMillis()).isZero();
    }

    @Test
    void cancelledChild_isNoFailure() throws Exception {
        String result = run(() -> Async.taskGroup(group -> {
            Task<String> child = group.createTask(after(1_000, "never"));
            Async.yieldNow();
            child.cancel();
            return "went on";
        }));

        assertThat(result).isEqualTo("went on");
    }

    @Test
    void cancellationFromOutside_cancelsAllAndGoesOn() throws Exception {
        Task<?>[] child = new Task<?>[1];
        Task<?> task = start(() -> Async.taskGroup(group -> {
            child[0] = group.createTask(after(1_000, "never"));
            return null;
        }));
        spin();
        task.cancel("from outside");
        spin();

        assertThat(child[0].isCancelled()).isTrue();
        assertThatThrownBy(task::result).isInstanceOf(CancelledError.class).hasMessage("from outside");
    }

    @Test
    void cancellationFromOutsideInTheCode_goesOn() throws Exception {
        Task<?> task = start(() -> Async.taskGroup(group -> {
            group.createTask(after(1_000, "never"));
            Async.sleep(ms(1_000));
            return null;
        }));
        spin();
        task.cancel();
        spin();

        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void afterAFailure_theParentIsNotCancelled() throws Exception {
        go(() -> {
            assertThatThrownBy(() -> Async.taskGroup(group -> {
                        group.createTask(failAfter(1, new IllegalStateException("broken")));
                        Async.sleep(ms(100));
                        return null;
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(ms(1));
            log.add("went on");
        });

        assertThat(log).containsExactly("went on");
    }

    @Test
    void tasksMayMakeMore() throws Exception {
        go(() -> Async.taskGroup(group -> group.createTask(() -> {
            Async.sleep(ms(1));
            group.createTask(logAfter(5, "grandchild"));
            return log.add("child");
        })));

        assertThat(log).containsExactly("child", "grandchild");
    }

    @Test
    void groupThatHasEnded_takesNoTask() throws Exception {
        TaskGroup[] kept = new TaskGroup[1];
        go(() -> Async.taskGroup(group -> {
            kept[0] = group;
            return null;
        }));

        assertThatThrownBy(() -> kept[0].createTask(() -> "late")).hasMessageContaining("has ended");
        assertThat(loop.allTasks()).isEmpty();
    }

    @Test
    void groupThatIsEnding_takesNoTask() {
        assertThatThrownBy(() -> run(() -> Async.taskGroup(group -> {
                    group.createTask(() -> {
                        try {
                            Async.sleep(ms(1_000));
                            return null;
                        } finally {
                            assertThatThrownBy(() -> group.createTask(() -> "late"))
                                    .hasMessageContaining("is ending");
                            log.add("refused");
                        }
                    });
                    group.createTask(failAfter(1, new IllegalStateException("broken")));
                    return null;
                })))
                .isInstanceOf(ExceptionGroup.class);
        assertThat(log).containsExactly("refused");
    }

    @Test
    void nestedGroups_endInnermostFirst() throws Exception {
        go(() -> Async.taskGroup(outer -> {
            outer.createTask(logAfter(30, "outer"));
            return Async.taskGroup(inner -> inner.createTask(logAfter(10, "inner")));
        }));

        assertThat(log).containsExactly("inner", "outer");
    }

    @Test
    void failureInTheOuterGroup_endsTheInner() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(outer -> {
                    outer.createTask(failAfter(5, new IllegalStateException("broken")));
                    return Async.taskGroup(inner -> inner.createTask(logAfter(1_000, "not reached")));
                })));

        assertThat(thrown.exceptions()).extracting(Throwable::getMessage).containsExactly("broken");
        assertThat(log).isEmpty();
        assertThat(nowMillis()).isEqualTo(5);
    }

    @Test
    void groupInATimeout_endsWithIt() {
        assertThatThrownBy(() -> run(() -> Async.timeout(
                        ms(10), scope -> Async.taskGroup(group -> group.createTask(after(1_000, "never"))))))
                .isInstanceOf(TimeoutException.class);
        assertThat(loop.allTasks()).isEmpty();
        assertThat(nowMillis()).isEqualTo(10);
    }

    @Test
    void timeoutOfATask_isItsFailure() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> group.createTask(() -> Async.timeout(ms(5), scope -> {
                    Async.sleep(ms(1_000));
                    return null;
                })))));

        assertThat(thrown.exceptions()).singleElement().isInstanceOf(TimeoutException.class);
    }

    @Test
    void names_areKept() throws Exception {
        go(() -> Async.taskGroup(group -> {
            log.add(group.createTask(() -> 1, "fetch").name());
            return null;
        }));

        assertThat(log).containsExactly("fetch");
    }

    @Test
    void codeThatReturnsEarly_stillWaitsForTheTasks() throws Exception {
        this.<String>run(() -> Async.taskGroup(group -> {
            group.createTask(logAfter(50, "task"));
            log.add("code");
            return "early";
        }));

        assertThat(log).containsExactly("code", "task");
    }

    @Test
    void resultOfATask_isThereAfterTheGroup() throws Exception {
        Task<String> task =
                this.<Task<String>>run(() -> Async.taskGroup(group -> group.createTask(after(10, "value"))));

        assertThat(task.result()).isEqualTo("value");
    }

    @Test
    void taskThatFailsBeforeTheCodeWaits_endsTheCodeAtItsNextAwait() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> {
                    group.createTask(() -> {
                        throw new IllegalStateException("at once");
                    });
                    Async.yieldNow();
                    log.add("still here");
                    Async.sleep(ms(100));
                    return log.add("not reached");
                })));

        assertThat(thrown).hasMessageContaining("at once");
        assertThat(log).doesNotContain("not reached");
        assertThat(nowMillis()).isZero();
    }

    @Test
    void errorOfATask_isGroupedLikeAnException() {
        AssertionError broken = new AssertionError("broken");
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> group.createTask(() -> {
                    throw broken;
                }))));

        assertThat(thrown.exceptions()).containsExactly(broken);
        assertThat(thrown.getSuppressed()).containsExactly(broken);
    }

    @Test
    void codeAndTaskThatFail_areGroupedTogether() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(group -> {
                    group.createTask(() -> {
                        try {
                            Async.sleep(ms(1_000));
                        } finally {
                            throwBroken("task");
                        }
                        return "not reached";
                    });
                    Async.sleep(ms(1));
                    throw new IllegalStateException("code");
                })));

        assertThat(thrown.exceptions()).extracting(Throwable::getMessage).containsExactly("task", "code");
    }

    @Test
    void groupThatFailsInAGroup_isOneFailureOfTheOuter() {
        ExceptionGroup thrown = catchThrowableOfType(
                ExceptionGroup.class,
                () -> run(() -> Async.taskGroup(outer -> outer.createTask(() ->
                        Async.taskGroup(inner -> inner.createTask(failAfter(1, new IllegalStateException("deep"))))))));

        assertThat(thrown.exceptions())
                .singleElement()
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        inner -> assertThat(inner.exceptions())
                                .singleElement()
                                .satisfies(one -> assertThat(one).hasMessage("deep")));
    }

    @Test
    void taskThatCancelsItself_leavesTheOthers() throws Exception {
        this.<Boolean>run(() -> Async.taskGroup(group -> {
            group.createTask(() -> {
                Async.currentTask().cancel();
                Async.yieldNow();
                return log.add("not reached");
            });
            group.createTask(logAfter(10, "other"));
            return true;
        }));

        assertThat(log).containsExactly("other");
    }

    @Test
    void afterAGroupThatFailed_theTaskMayGoOn() throws Exception {
        go(() -> {
            try {
                Async.taskGroup(group -> group.createTask(failAfter(1, new IllegalStateException("broken"))));
            } catch (ExceptionGroup failed) {
                Async.sleep(ms(5));
                log.add("went on at " + nowMillis());
            }
        });

        assertThat(log).containsExactly("went on at 6");
    }

    @Test
    void manyTasks_areAllAwaited() throws Exception {
        this.<Boolean>run(() -> Async.taskGroup(group -> {
            for (int n = 0; n < 1_000; n++) {
                group.createTask(logAfter(n % 10, "one"));
            }
            return true;
        }));

        assertThat(log).hasSize(1_000);
    }
}
