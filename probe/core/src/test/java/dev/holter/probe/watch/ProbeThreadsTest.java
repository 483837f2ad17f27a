package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.RecordedLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeThreadsTest {
    private final List<Throwable> seenByTheService = new CopyOnWriteArrayList<>();
    private final RecordedLog log = new RecordedLog();
    private final Drops drops = new Drops();
    private final GuardedExecutor guarded =
            new GuardedExecutor(this::runToTheEnd, new Faults(drops, Drop.SEARCH_FAILED, "a search failed"));
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void handleFaultsOfTheService() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> seenByTheService.add(fault));
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        log.close();
    }

    @Test
    void faultThatEndsAThread_isLoggedAndNotTheServices() {
        runToTheEnd(() -> {
            throw new OutOfMemoryError("no more");
        });

        assertThat(seenByTheService).isEmpty();
        assertThat(log.messages()).containsExactly("A fault ended Holter's thread holter-test");
    }

    @Test
    void threads_takeNothingAlongFromWhoMakesThem() {
        InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
        request.set("4711");
        AtomicReference<@Nullable String> inherited = new AtomicReference<>("");
        AtomicReference<@Nullable ClassLoader> context =
                new AtomicReference<>(getClass().getClassLoader());
        runToTheEnd(() -> {
            inherited.set(request.get());
            context.set(Thread.currentThread().getContextClassLoader());
        });
        request.remove();

        assertThat(inherited).hasNullValue();
        assertThat(context).hasNullValue();
    }

    @Test
    void threads_keepNoServiceAlive() {
        assertThat(ProbeThreads.factory("holter-test").newThread(() -> {}).isDaemon())
                .isTrue();
    }

    @Test
    void faultsOfGuardedTasks_areCountedAndLoggedOnce() {
        for (int n = 0; n < 3; n++) {
            guarded.execute(() -> {
                throw new StackOverflowError();
            });
        }

        assertThat(seenByTheService).isEmpty();
        assertThat(log.messages()).containsExactly("a search failed");
        assertThat(drops.totals()).containsEntry("search_failed", 3L);
    }

    @Test
    void lackOfAThread_isARefusalToWhoAsksForOne() {
        GuardedExecutor without = new GuardedExecutor(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                new Faults(drops, Drop.SEARCH_FAILED, "a search failed"));

        Assertions.assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> without.execute(() -> {}));
        assertThat(drops.totals()).containsEntry("search_failed", 1L);
    }

    private void runToTheEnd(Runnable task) {
        Thread thread = ProbeThreads.factory("holter-test").newThread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
