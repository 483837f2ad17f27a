package dev.holter.benchmarks.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingCostTest {
    @Test
    void everyCase_hasARow() throws Exception {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        RecordingCost cost = new RecordingCost(
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
        RecordedCase idle = new RecordedCase(RecordedCase.Watch.NOBODY, 0);
        RecordedCase busy = new RecordedCase(RecordedCase.Watch.PROBE_AND_RECORDER, 2);

        List<String> rows = cost.table(List.of(idle, busy), 1).lines().skip(2).toList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("| idle, no probe |  |");
        assertThat(rows.get(1)).startsWith("| busy, probe, recorder on | ").doesNotContain("| 0 |");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("Round 1 of 1: idle, no probe");
    }

    @ParameterizedTest
    @EnumSource
    void caseOnTheCommandLine_isReadBack(RecordedCase.Watch watch) {
        RecordedCase recorded = new RecordedCase(watch, 16);

        assertThat(RecordedCase.parse(recorded.print())).isEqualTo(recorded);
    }

    @Test
    void whatAProcessPrints_isReadBack() {
        ProcessUse use = new ProcessUse(12_345.5, 1.75, 96.25);

        assertThat(ProcessUse.parse(use.print() + System.lineSeparator())).isEqualTo(use);
    }

    @Test
    void median_isTakenOfEachValueByItself() {
        List<ProcessUse> uses = List.of(new ProcessUse(1, 6, 5), new ProcessUse(3, 4, 9), new ProcessUse(2, 5, 7));

        assertThat(ProcessUse.median(uses)).isEqualTo(new ProcessUse(2, 5, 7));
        assertThat(ProcessUse.median(uses.subList(0, 2))).isEqualTo(new ProcessUse(2, 5, 7));
    }
}
