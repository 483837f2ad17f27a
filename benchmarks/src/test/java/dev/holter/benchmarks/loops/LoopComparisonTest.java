package dev.holter.benchmarks.loops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Those in Python are left to {@code benchmarks/run}: uvloop is not among what the tests need. */
class LoopComparisonTest {
    private static final List<Peer> IN_JAVA = List.of(Peer.RUNTIME, Peer.NETTY);

    @Test
    void basicOperations_areComparedWithWhoHasThem() throws Exception {
        List<String> rows = rows(new LoopRates(IN_JAVA, 1, Duration.ofMillis(1)).table());

        assertThat(rows).hasSize(6);
        assertThat(rows.getFirst()).matches("\\| call_soon +\\| +[\\d,]+ +\\| +[\\d,]+ +\\| +\\| +\\| +[\\d.]+ +\\|.*");
        assertThat(rows.getLast()).startsWith("| gather");
    }

    @Test
    void echoServers_areCompared() throws Exception {
        List<String> rows =
                rows(new EchoRates(IN_JAVA, List.of(1, 20), 1, Duration.ofMillis(200), Duration.ofMillis(200)).table());

        assertThat(rows).hasSize(4);
        assertThat(rows.get(1)).matches("\\| 1 +\\| Netty +\\| +[\\d,]+ +\\| 1.00 .*");
        assertThat(rows.get(2)).startsWith("| 20 ").contains("the runtime");
    }

    @Test
    void memory_isToldForWhatThereIs() throws Exception {
        List<String> rows = rows(new LoopMemory(IN_JAVA, 20).table());

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).startsWith("| 20 idle connections");
        assertThat(rows.get(2)).startsWith("| 100,000 parked coroutines");
    }

    private static List<String> rows(String table) {
        return table.lines().skip(2).toList();
    }
}
