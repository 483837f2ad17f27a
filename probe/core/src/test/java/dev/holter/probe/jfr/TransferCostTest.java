package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferCostTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TransferCost cost = new TransferCost();
    private long calls;
    private long nanos = -5;

    @Test
    void fewCalls_areAffordable() {
        run(60, 3_000);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void fewCallsOfEachOfManyLoops_areAffordable() {
        for (int second = 0; second <= 5; second++) {
            cost.take(Map.of("one", second * 3_600L, "another", second * 3_600L), nanos += SECOND);
        }

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void manyCallsOfOneLoopAmongIdleOnes_areNot() {
        for (int second = 0; second <= 5; second++) {
            cost.take(Map.of("one", second * 4_400L, "another", second * 10L), nanos += SECOND);
        }

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void newLoopOfAnOldName_countsAnew() {
        run(2, 3_000);
        calls = 0;
        run(2, 3_000);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void manyCalls_areNot() {
        run(2, 6_000);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void pauseInTheLoad_changesNothing() {
        run(5, 6_000);
        run(9, 0);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void loadThatHasEnded_isAffordableAgain() {
        run(5, 6_000);
        run(11, 1_000);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void loadThatIsNearlyAsHigh_isNoEnd() {
        run(5, 6_000);
        run(60, 3_000);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void statesThatComeTooFast_areTakenTogether() {
        run(1, 2_000);
        for (int i = 0; i < 4; i++) {
            cost.take(Map.of("loop", calls += 1_600), nanos += SECOND / 10);
        }
        assertThat(cost.isAffordable()).isTrue();

        cost.take(Map.of("loop", calls), nanos += SECOND / 10);
        assertThat(cost.isAffordable()).isFalse();
    }

    private void run(int seconds, int callsASecond) {
        for (int i = 0; i <= seconds; i++) {
            cost.take(Map.of("loop", calls), nanos);
            if (i < seconds) {
                calls += callsASecond;
                nanos += SECOND;
            }
        }
    }
}
