package dev.holter.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinuteAllowanceTest {
    private final Instant start = Instant.parse("2026-11-01T12:00:00Z");
    private final MinuteAllowance allowance = new MinuteAllowance(6, start);

    @Test
    void allowance_isUsedUpAndComesBackAsTimePasses() {
        for (int i = 0; i < 6; i++) {
            assertThat(allowance.take(start)).isTrue();
        }
        assertThat(allowance.take(start)).isFalse();
        assertThat(allowance.take(start.plusSeconds(9))).isFalse();
        assertThat(allowance.take(start.plusSeconds(11))).isTrue();
    }

    @Test
    void allowance_isNotSavedUpBeyondAMinute() {
        int taken = 0;
        while (allowance.take(start.plusSeconds(6000))) {
            taken++;
        }
        assertThat(taken).isEqualTo(6);
    }
}
