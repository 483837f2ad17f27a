package dev.holter.benchmarks.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdleLoopCostTest {
    @ParameterizedTest
    @EnumSource
    void processIsMeasuredWithAndWithoutTheProbe(IdleCase.Kind kind) throws Exception {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        IdleLoopCost cost = new IdleLoopCost(
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
        IdleCase idle = new IdleCase(kind, 2);

        List<String> rows = cost.table(List.of(idle)).lines().skip(2).toList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("| " + idle.label() + ", no probe |").contains("| 0.000 | 0.000 |");
        assertThat(rows.get(1)).startsWith("| " + idle.label() + ", watched |").doesNotContain("| 0.000 | 0.000 |");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("without the probe", "with the probe");
    }

    @ParameterizedTest
    @EnumSource
    void caseOnTheCommandLine_isReadBack(IdleCase.Kind kind) {
        IdleCase idle = new IdleCase(kind, 16);

        assertThat(IdleCase.parse(idle.print())).isEqualTo(idle);
    }

    @Test
    void whatAProcessPrints_isReadBack() {
        CpuShares shares = new CpuShares(0.001, 2.5e-4, 0, 0.0125);

        assertThat(CpuShares.parse(shares.print() + System.lineSeparator())).isEqualTo(shares);
    }
}
