package dev.holter.probe.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferCostTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TransferCost cost = new TransferCost();
    private long calls;
    private long nanos = -5;

    @Test
    void fewCalls_areAffordable() {
        run(60, 15_000);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void manyCalls_areNot() {
        run(2, 30_000);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void pauseInTheLoad_changesNothing() {
        run(5, 30_000);
        run(9, 0);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void loadThatHasEnded_isAffordableAgain() {
        run(5, 30_000);
        run(11, 5_000);

        assertThat(cost.isAffordable()).isTrue();
    }

    @Test
    void loadThatIsNearlyAsHigh_isNoEnd() {
        run(5, 30_000);
        run(60, 15_000);

        assertThat(cost.isAffordable()).isFalse();
    }

    @Test
    void statesThatComeTooFast_areTakenTogether() {
        run(1, 10_000);
        for (int i = 0; i < 4; i++) {
            cost.take(calls += 8_000, nanos += SECOND / 10);
        }
        assertThat(cost.isAffordable()).isTrue();

        cost.take(calls, nanos += SECOND / 10);
        assertThat(cost.isAffordable()).isFalse();
    }

    private void run(int seconds, int callsASecond) {
        for (int i = 0; i <= seconds; i++) {
            cost.take(calls, nanos);
            if (i < seconds) {
                calls += callsASecond;
                nanos += SECOND;
            }
        }
    }
}
