package dev.holter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchmarkRunTest {
    @Test
    void section_hasQuestionCommandTableAndCircumstances() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            new BenchmarkRun(RunLength.ONCE, out).print(BenchmarkGroup.REQUESTS);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("### requests")
                .contains(
                        BenchmarkGroup.REQUESTS.question(),
                        "`benchmarks/run --brief requests`",
                        "| `requestMeter` |",
                        "against `longAdders`",
                        "processors; load average");
    }
}
