package dev.holter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    @Test
    void sample_hasNameLabelsAndValue() {
        Exposition exposition = Exposition.parse("""
                # TYPE eventloop_stalls counter
                eventloop_stalls_total{service="shop",loop="a \\"b\\", c",cause="sleep"} 2.0

                process_cpu_seconds_total 1.5e-3
                """);

        assertThat(exposition.samples())
                .containsExactly(
                        new Sample(
                                "eventloop_stalls_total",
                                Map.of("service", "shop", "loop", "a \"b\", c", "cause", "sleep"),
                                2),
                        new Sample("process_cpu_seconds_total", Map.of(), 0.0015));
    }

    @Test
    void sum_addsTheSeriesWithTheseLabels() {
        Exposition exposition = Exposition.parse("a{x=\"1\",y=\"1\"} 1\na{x=\"1\",y=\"2\"} 2\na{x=\"2\",y=\"1\"} 4\n");

        assertThat(exposition.sum("a", Map.of("x", "1"))).hasValue(3);
        assertThat(exposition.sum("a", Map.of("x", "3"))).isEmpty();
    }

    @Test
    void lineThatIsNoSample_isAnError() {
        assertThatThrownBy(() -> Exposition.parse("<html>"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("<html>");
    }
}
