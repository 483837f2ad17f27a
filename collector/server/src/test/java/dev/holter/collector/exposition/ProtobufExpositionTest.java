package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.Histogram;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProtobufExpositionTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "4711@a");

    private final ReportedFleet fleet = new ReportedFleet();
    private final Session session = fleet.connect("checkout", "4711@a");

    @Test
    void lag_isThereInBothForms() throws IOException {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));

        Histogram lag = only("eventloop_lag_seconds").getHistogram();

        assertThat(lag.getSampleCount()).isEqualTo(4);
        assertThat(lag.getSchema()).isEqualTo(Samples.SCHEMA);
        assertThat(lag.getZeroThreshold()).isEqualTo(Math.scalb(1.0, -20));
        assertThat(nativeCounts(lag))
                .isEqualTo(
                        Map.of(Samples.index(0.0005, 5), 2L, Samples.index(0.002, 5), 1L, Samples.index(0.1, 5), 1L));
        assertThat(lag.getBucketList()).hasSize(ClassicBuckets.size());
        assertThat(lag.getBucket(10).getUpperBound()).isEqualTo(1);
    }

    @Test
    void lag_carriesTheIncidentOnItsClassicBucketFromWhichPrometheusTakesItForTheNativeForm() throws IOException {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));
        LoopKey loop = new LoopKey(PROCESS, "loop-1");
        fleet.incident(
                session,
                Samples.incident("inc-1", loop, false, ReportedFleet.START.plusSeconds(9), Duration.ofMillis(100)));

        Histogram lag = only("eventloop_lag_seconds").getHistogram();

        assertThat(lag.getBucket(7).getExemplar().getLabel(0).getValue()).isEqualTo("inc-1");
    }

    @Test
    void counters_sayWhenTheyBegan() throws IOException {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));

        assertThat(only("eventloop_heartbeats_total")
                        .getCounter()
                        .getCreatedTimestamp()
                        .getSeconds())
                .isEqualTo(ReportedFleet.START.getEpochSecond());
    }

    private Metric only(String family) throws IOException {
        ByteArrayInputStream in =
                new ByteArrayInputStream(Scrape.bytes(fleet, List.of(), new CollectorCounters(), Scrape.PROTOBUF));
        for (MetricFamily next = MetricFamily.parseDelimitedFrom(in);
                next != null;
                next = MetricFamily.parseDelimitedFrom(in)) {
            if (next.getName().equals(family)) {
                return next.getMetricList().getFirst();
            }
        }
        throw new AssertionError("no family " + family);
    }

    /** Resolves the spans and deltas of the format into counts by bucket index. */
    private static Map<Integer, Long> nativeCounts(Histogram histogram) {
        Map<Integer, Long> counts = new TreeMap<>();
        int index = 0;
        int delta = 0;
        long count = 0;
        for (var span : histogram.getPositiveSpanList()) {
            index += span.getOffset();
            for (int i = 0; i < span.getLength(); i++) {
                count += histogram.getPositiveDelta(delta++);
                if (count > 0) {
                    counts.put(index, count);
                }
                index++;
            }
        }
        return counts;
    }
}
