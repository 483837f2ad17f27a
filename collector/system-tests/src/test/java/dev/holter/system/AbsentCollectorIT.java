package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Http;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.UpstreamProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A collector that is not there, or does not read, is nothing that a service notices. */
@RealProcesses
class AbsentCollectorIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration STALL = Duration.ofMillis(120);
    private static final int STALLS = 10;
    private static final double LEAST_SHARE_OF_THROUGHPUT = 0.6;
    private static final long MORE_HEAP_AT_MOST = 4 << 20;

    @Test
    void serviceWithoutACollector_isAsFastAndAsSmallAsWithOne(Processes processes) throws Exception {
        UpstreamProcess upstream = UpstreamProcess.start(processes);
        CollectorProcess collector = CollectorProcess.start(processes);
        ServiceCost withCollector = costOf("with", collector.grpc(), upstream, processes);

        collector.kill();
        DemoServiceProcess alone = start("alone", collector.grpc(), upstream, processes);
        stall(alone);
        assertAlike(ServiceCost.of(alone), withCollector);
        try (MuteServer mute = new MuteServer()) {
            DemoServiceProcess unread = start("unread", mute.address(), upstream, processes);
            stall(unread);
            assertAlike(ServiceCost.of(unread), withCollector);
            assertThat(mute.connections()).isPositive();
        }

        // What was lost meanwhile is told to the collector that comes at last, and every total with it.
        collector.restart();
        Eventually.await("the account of what was dropped", SOON, () -> dropped("alone", collector) > 0);
        assertThat(collector.metrics().sum("eventloop_stalls_total", Map.of("service", "alone", "cause", "sleep")))
                .hasValue(STALLS);
    }

    private static ServiceCost costOf(String name, String collector, UpstreamProcess upstream, Processes processes)
            throws Exception {
        DemoServiceProcess service = start(name, collector, upstream, processes);
        stall(service);
        ServiceCost cost = ServiceCost.of(service);
        service.process().end();
        return cost;
    }

    private static DemoServiceProcess start(
            String name, String collector, UpstreamProcess upstream, Processes processes) {
        return DemoServiceProcess.start(processes, name, 2, collector, upstream);
    }

    private static void stall(DemoServiceProcess service) throws IOException {
        for (int i = 0; i < STALLS; i++) {
            Http.text(service.health("sleep", STALL));
        }
    }

    private static void assertAlike(ServiceCost cost, ServiceCost reference) {
        assertThat(cost.requestsPerSecond()).isGreaterThan(reference.requestsPerSecond() * LEAST_SHARE_OF_THROUGHPUT);
        assertThat(cost.liveBytes()).isLessThan(reference.liveBytes() + MORE_HEAP_AT_MOST);
    }

    private static double dropped(String service, CollectorProcess collector) throws IOException {
        return collector
                .metrics()
                .sum("eventloop_probe_dropped_total", Map.of("service", service, "what", "state_skipped"))
                .orElse(0);
    }
}
