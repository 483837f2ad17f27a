package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropsTest {
    private final Drops drops = new Drops();

    @Test
    void everyKind_isThereFromTheStart() {
        assertThat(drops.totals())
                .containsOnlyKeys(
                        "stack_stale",
                        "stack_suppressed",
                        "stack_failed",
                        "search_failed",
                        "incident_suppressed",
                        "incident_queue_full",
                        "heartbeat_refused",
                        "pass_failed",
                        "watchdog_restarted",
                        "report_failed",
                        "reporter_restarted",
                        "loop_disabled",
                        "counter_disabled",
                        "sink_disabled",
                        "recording_disabled",
                        "recording_suppressed");
        assertThat(drops.totals().values()).containsOnly(0L);
    }

    @Test
    void dropsOfSeveralThreads_areAllCounted() {
        IntStream.range(0, 10_000)
                .parallel()
                .forEach(n -> drops.add(n % 2 == 0 ? Drop.STACK_STALE : Drop.SINK_DISABLED));

        assertThat(drops.totals()).containsEntry("stack_stale", 5_000L).containsEntry("sink_disabled", 5_000L);
    }
}
