package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallTotal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StallTotalsTest {
    private final StallTotals totals = new StallTotals();

    @Test
    void causesThatDidNotOccur_areLeftOut() {
        assertThat(totals.totals()).isEmpty();
    }

    @Test
    void timeOfAnOpenStall_isNotAStallYet() {
        totals.addTime(Cause.SOCKET, 50);
        totals.addTime(Cause.SOCKET, 20);

        assertThat(totals.totals()).isEqualTo(Map.of(Cause.SOCKET, new StallTotal(0, 70)));
    }

    @Test
    void stallThatChangedItsCause_isCountedUnderTheLast() {
        totals.addTime(Cause.UNKNOWN, 50);
        totals.addEnded(Cause.CPU, 30);

        assertThat(totals.totals())
                .isEqualTo(Map.of(Cause.UNKNOWN, new StallTotal(0, 50), Cause.CPU, new StallTotal(1, 30)));
    }

    @Test
    void totalsThatWereTaken_stayAsTheyWere() {
        totals.addEnded(Cause.CPU, 30);
        Map<Cause, StallTotal> before = totals.totals();
        totals.addEnded(Cause.CPU, 30);

        assertThat(before).containsEntry(Cause.CPU, new StallTotal(1, 30));
    }
}
