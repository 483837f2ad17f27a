package dev.holter.benchmarks.hooked;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookedThroughputTest {

    @Test
    void bothServicesAnswer_andAreCompared() throws Exception {
        HookedThroughput throughput = new HookedThroughput(Duration.ofMillis(200), Duration.ofMillis(100), 2);

        List<String> rows = throughput.table().lines().skip(2).toList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("| requests a second | ").endsWith(" % |");
        assertThat(rows.get(1)).startsWith("| CPU time of a request, µs | ").endsWith(" % |");
    }
}
