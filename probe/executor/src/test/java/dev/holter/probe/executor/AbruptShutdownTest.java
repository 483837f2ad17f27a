package dev.holter.probe.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.Incident;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AbruptShutdownTest {

    @Test
    void shutdownThatThrowsTheHeartbeatAway_endsTheStallAndTheWatch() {
        RecordingSink sink = new RecordingSink();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Probe probe = Probe.builder("orders")
                .reportInterval(Duration.ofMillis(20))
                .sink(sink)
                .start()) {
            probe.watch(ExecutorLoop.of("orders", executor));
            executor.execute(AbruptShutdownTest::waitUntilInterrupted);
            Incident stall = sink.awaitIncident("a stall", Incident::open);

            executor.shutdownNow();

            sink.awaitNoLoop("orders");
            Incident ended = sink.awaitIncident("an end", one -> !one.open());
            assertThat(ended.id()).isEqualTo(stall.id());
        } finally {
            executor.shutdownNow();
        }
    }

    private static void waitUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
