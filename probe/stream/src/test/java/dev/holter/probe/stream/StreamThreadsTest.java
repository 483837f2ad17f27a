package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final StreamThreads threads = new StreamThreads();

    @AfterEach
    void end() throws InterruptedException {
        threads.close(PATIENCE);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void faultOfWork_doesNotReachTheServicesHandler() throws Exception {
        List<Throwable> seenByTheService = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> seenByTheService.add(fault));
        CompletableFuture<Thread> failed = new CompletableFuture<>();
        try (LogLines log = new LogLines()) {
            threads.io().execute(() -> {
                failed.complete(Thread.currentThread());
                throw new IllegalStateException("a fault of gRPC's");
            });
            failed.get().join();

            assertThat(log.lines()).singleElement().asString().contains("failed and is replaced");
        }
        assertThat(seenByTheService).isEmpty();
        CompletableFuture.runAsync(() -> {}, threads.io()).get();
    }

    @Test
    void threads_inheritNothing() throws Exception {
        InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
        request.set("4711");
        try {
            assertThat(CompletableFuture.supplyAsync(request::get, threads.io()).get())
                    .isNull();
            assertThat(CompletableFuture.supplyAsync(request::get, threads.driver())
                            .get())
                    .isNull();
        } finally {
            request.remove();
        }
    }
}
