package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IncidentBudgetTest {
    private final IncidentBudget budget = new IncidentBudget("run");

    @Test
    void hundredAndTwentyAMinute_areTold() {
        long nowNanos = Long.MAX_VALUE - 5;
        for (int n = 0; n < 120; n++) {
            assertThat(budget.take(nowNanos + n)).isTrue();
        }
        assertThat(budget.take(nowNanos + 200)).isFalse();
        assertThat(budget.take(nowNanos + TimeUnit.SECONDS.toNanos(59))).isFalse();
        assertThat(budget.take(nowNanos + TimeUnit.SECONDS.toNanos(60))).isTrue();
    }

    @Test
    void names_areNeverGivenTwice() {
        assertThat(budget.nextId()).isEqualTo("run-1");
        assertThat(budget.nextId()).isEqualTo("run-2");
    }
}
