package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.LoopState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogPassBenchmarkTest {
    private static final int PASSES = 300;

    private final WatchdogPassBenchmark benchmark = new WatchdogPassBenchmark();

    @AfterEach
    void close() throws InterruptedException {
        benchmark.close();
    }

    /** Long past the point where a loop that looked idle would be sent heartbeats more rarely. */
    @Test
    void everyPassTakesInOneHeartbeatOfEachLoop() {
        benchmark.loops = 3;
        benchmark.watchLoops();
        benchmark.passWithState();
        for (int pass = 0; pass < PASSES; pass++) {
            benchmark.passWithState();
        }

        assertThat(benchmark.passWithState().loops())
                .hasSize(3)
                .extracting(LoopState::heartbeats)
                .containsOnly(PASSES + 1L);
    }
}
