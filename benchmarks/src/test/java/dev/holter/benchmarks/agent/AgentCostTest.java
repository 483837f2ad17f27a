package dev.holter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.benchmarks.agent.AgentCost.Extent;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgentCostTest {

    @Test
    void servicesWithAndWithoutTheAgent_areCompared() throws Exception {
        AgentCost cost = new AgentCost(
                Path.of(System.getProperty(AgentCost.AGENT_JAR)),
                classPathWithoutHolter(),
                new Extent(page -> 1, Duration.ofSeconds(2), Duration.ofMillis(100), 2));

        List<String> rows = cost.table().lines().skip(2).toList();

        assertThat(rows).hasSize(9).allMatch(row -> row.contains(" % ("));
        assertThat(rows.get(0)).contains("| requests a second | ");
        assertThat(rows.get(2)).startsWith("| 200 orders as JSON | 1 | CPU time of a request, µs | ");
    }

    /** Ranks as in tables of the sign test. */
    @Test
    void intervalOfTheMedian_leavesOutAsManyAsTheSignTest() {
        assertThat(AgentCost.outsideOfInterval(1)).isZero();
        assertThat(AgentCost.outsideOfInterval(6)).isZero();
        assertThat(AgentCost.outsideOfInterval(9)).isEqualTo(1);
        assertThat(AgentCost.outsideOfInterval(12)).isEqualTo(2);
        assertThat(AgentCost.outsideOfInterval(24)).isEqualTo(6);
    }

    @Test
    void agentThatIsNotThere_isSaid() {
        assertThatThrownBy(() ->
                        new AgentCost(Path.of("none.jar"), "", new Extent(page -> 1, Duration.ZERO, Duration.ZERO, 1)))
                .hasMessage("there is no agent at none.jar");
    }

    /** The benchmarks' own classes, Netty's and Jackson's. */
    private static String classPathWithoutHolter() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("netty-")
                        || entry.contains("jackson-")
                        || entry.endsWith(
                                Path.of("benchmarks", "target", "classes").toString()))
                .filter(entry -> !entry.contains("holter-"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
