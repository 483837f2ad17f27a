package dev.holter.collector.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectorCounterTest {

    @ParameterizedTest
    @EnumSource
    void counter_hasAMetricNameAndASentence(CollectorCounter counter) {
        assertThat(counter.metric()).matches("holter_collector_[a-z_]+");
        assertThat(counter.description()).endsWith(".");
    }

    @Test
    void countersOfOneMetric_shareItsDescriptionAndDifferInTheirLabel() {
        Arrays.stream(CollectorCounter.values())
                .collect(Collectors.groupingBy(CollectorCounter::metric))
                .forEach((metric, counters) -> {
                    assertThat(counters)
                            .as(metric)
                            .extracting(CollectorCounter::description)
                            .containsOnly(counters.getFirst().description());
                    assertThat(counters)
                            .as(metric)
                            .extracting(CollectorCounter::label)
                            .doesNotHaveDuplicates();
                });
    }
}
