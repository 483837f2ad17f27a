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
        run(60, 7_500);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void fewCallsOfEachOfManyLoops_areAffordable() {
        for (int second = 0; second <= 5; second++) {
            cost.take(Map.of("one", second * 9_000L, "another", second * 9_000L), nanos += SECOND);
        }

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void manyCallsOfOneLoopAmongIdleOnes_areNot() {
        for (int second = 0; second <= 5; second++) {
            cost.take(Map.of("one", second * 11_000L, "another", second * 10L), nanos += SECOND);
        }

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void newLoopOfAnOldName_countsAnew() {
        run(2, 7_500);
        calls = 0;
        run(2, 7_500);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void manyCalls_areNot() {
        run(2, 15_000);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void pauseInTheLoad_changesNothing() {
        run(5, 15_000);
        run(9, 0);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void loadThatHasEnded_isAffordableAgain() {
        run(5, 15_000);
        run(11, 2_500);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void loadThatIsNearlyAsHigh_isNoEnd() {
        run(5, 15_000);
        run(60, 7_500);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void statesThatComeTooFast_areTakenTogether() {
        run(1, 5_000);
        for (int i = 0; i < 4; i++) {
            cost.take(Map.of("loop", calls += 4_000), nanos += SECOND / 10);
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
