package dev.holter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Measured CLOCK = new Measured("nanoTime", 25, 1, 0.0004);

    @Test
    void timesAreInAReadableUnitAndComparedWithTheBaseline() {
        Measured beat = new Measured("heartbeat", 37.5, 0.75, 0.001);
        Measured pass = new Measured("pass, loops 16", 10_400, 1040, 463.5);
        Measured wide = new Measured("pass, loops 1000", 1_250_000, Double.NaN, 24_290.9);

        assertThat(ResultTable.of(List.of(CLOCK, beat, pass, wide), "nanoTime")).isEqualTo("""
                        | benchmark | a call | error (99.9 %) | allocated | against `nanoTime` |
                        |---|---:|---:|---:|---:|
                        | `nanoTime` | 25.0 ns | ± 4 % | 0 B | 1.00 |
                        | `heartbeat` | 37.5 ns | ± 2 % | 0 B | 1.50 |
                        | `pass, loops 16` | 10.4 µs | ± 10 % | 464 B | 416.00 |
                        | `pass, loops 1000` | 1.25 ms | unknown | 24,291 B | 50000.00 |
                        """);
    }

    @Test
    void baselineThatWasNotMeasured_isNamed() {
        assertThatThrownBy(() -> ResultTable.of(List.of(CLOCK), "emptyCallback"))
                .hasMessageContaining("emptyCallback");
    }
}
