package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenMetricsExpositionTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "4711@a");
    private static final LoopKey LOOP = new LoopKey(PROCESS, "loop-1");
    private static final Instant STALL = ReportedFleet.START.plusSeconds(30);

    private final ReportedFleet fleet = new ReportedFleet();
    private final Session session = fleet.connect("checkout", "4711@a");

    @Test
    void units_areDeclaredAndTheTextIsWhole() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));

        assertThat(scrape())
                .contains("# TYPE eventloop_lag_seconds histogram\n# UNIT eventloop_lag_seconds seconds\n")
                .contains("# TYPE eventloop_stall_seconds counter\n# UNIT eventloop_stall_seconds seconds\n")
                .endsWith("# EOF\n");
    }

    @Test
    void bucketOfAnIncidentsDuration_carriesItsId() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));
        fleet.incident(session, Samples.incident("inc-1", LOOP, false, STALL, Duration.ofMillis(100)));

        assertThat(exemplars())
                .singleElement()
                .asString()
                .contains("le=\"0.125\"")
                .endsWith("# {incident_id=\"inc-1\"} 0.1 1793527230.100");
    }

    @Test
    void newestIncidentOfABucket_isItsExemplar() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));
        fleet.incident(session, Samples.incident("inc-1", LOOP, false, STALL, Duration.ofMillis(100)));
        fleet.incident(session, Samples.incident("inc-2", LOOP, false, STALL.plusSeconds(5), Duration.ofMillis(90)));
        fleet.incident(session, Samples.incident("inc-3", LOOP, true, STALL.plusSeconds(9), Duration.ofSeconds(100)));

        assertThat(exemplars())
                .hasSize(2)
                .anyMatch(line -> line.contains("le=\"0.125\"") && line.contains("inc-2"))
                .anyMatch(line -> line.contains("le=\"+Inf\"") && line.contains("inc-3"));
    }

    @Test
    void incidentOfAnEarlierRun_isNoExemplarOfThisOne() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));
        Instant before = ReportedFleet.START.minusSeconds(30);
        fleet.incident(session, Samples.incident("inc-0", LOOP, false, before, Duration.ofMillis(100)));

        assertThat(exemplars()).isEmpty();
    }

    private List<String> exemplars() {
        return Scrape.lines(scrape(), " # {");
    }

    private String scrape() {
        return Scrape.text(fleet, Scrape.OPEN_METRICS);
    }
}
