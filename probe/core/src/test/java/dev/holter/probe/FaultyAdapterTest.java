package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that takes every uncaught exception for a reason to exit must not be ended by the probe. */
@Tag("realtime")
@Timeout(120)
class FaultyAdapterTest {
    private final List<Throwable> seenByTheService = new CopyOnWriteArrayList<>();
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final RecordedLog log = new RecordedLog();
    private final RecordingSink sink = new RecordingSink();
    private final ExecutorLoop executor = new ExecutorLoop("orders");

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        executor.close();
        log.close();
    }

    @Test
    void adapterThatFailsOnTheSamplersThread_losesItsWatchAndReachesNoHandlerOfTheService() {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> seenByTheService.add(fault));
        try (Probe probe = Probe.builder("shop")
                .jfr(false)
                .reportInterval(Duration.ofMillis(50))
                .sink(sink)
                .start()) {
            probe.watch(new FaultyLoop());
            RecordingSink.await(() -> sink.states.stream()
                    .anyMatch(state -> state.loops().stream().anyMatch(loop -> loop.heartbeats() > 0)));
            executor.execute(() -> RecordingSink.await(this::isDisabled));
            assertThat(RecordingSink.await(this::isDisabled)).isTrue();
        }

        assertThat(seenByTheService).isEmpty();
        assertThat(log.messages())
                .containsExactly("Holter no longer watches the loop orders, because its adapter failed");
    }

    private boolean isDisabled() {
        return sink.states.stream().anyMatch(state -> state.drops().getOrDefault("loop_disabled", 0L) == 1);
    }

    private final class FaultyLoop implements Loop {
        @Override
        public String name() {
            return executor.name();
        }

        @Override
        public String kind() {
            return executor.kind();
        }

        @Override
        public void execute(Runnable callback) {
            executor.execute(callback);
        }

        @Override
        public boolean isTerminated() {
            return executor.isTerminated();
        }

        @Override
        public Optional<Thread> carriedThread() {
            throw new IllegalStateException("carries nothing that it knows");
        }
    }
}
