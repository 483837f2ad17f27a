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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A collector that is not there, or does not read, is nothing that a service notices. */
@RealProcesses
class AbsentCollectorIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration STALL = Duration.ofMillis(120);
    private static final int STALLS = 10;
    private static final int ROUNDS = 8;
    private static final int MOST_ROUNDS = 40;
    private static final double FASTER = 1.05;
    private static final double LEAST_SHARE_OF_RATE = 0.6;
    private static final long MORE_HEAP_AT_MOST = 4 << 20;

    @Test
    void serviceWithoutACollector_isAsFastAndAsSmallAsWithOne(Processes processes) throws Exception {
        CollectorProcess present = CollectorProcess.start(processes);
        CollectorProcess late = notYet(processes);
        CollectorProcess behindTheMute = notYet(processes);
        try (MuteServer mute = new MuteServer(behindTheMute.grpc())) {
            UpstreamProcess upstream = UpstreamProcess.start(processes);
            MeasuredService served = start("served", present.grpc(), upstream, processes);
            MeasuredService alone = start("alone", late.grpc(), upstream, processes);
            MeasuredService unread = start("unread", behindTheMute.grpc(), upstream, processes);

            measure(List.of(served, alone, unread));

            assertThat(mute.connections()).isPositive();
            for (MeasuredService service : List.of(alone, unread)) {
                assertThat(service.bestRate()).isGreaterThan(served.bestRate() * LEAST_SHARE_OF_RATE);
                assertThat(service.liveBytes()).isLessThan(served.liveBytes() + MORE_HEAP_AT_MOST);
            }
        }

        // What was lost meanwhile is told to the collector that comes at last, and every total with it.
        assertAccountOf("alone", late);
        assertAccountOf("unread", behindTheMute);
    }

    /** In turns, so that what else the machine does meets all of them, until none has become faster for some rounds. */
    private static void measure(List<MeasuredService> services) throws IOException {
        int asFastAsBefore = 0;
        for (int round = 0; round < MOST_ROUNDS && asFastAsBefore < ROUNDS; round++) {
            boolean faster = false;
            for (MeasuredService service : services) {
                double before = service.bestRate();
                service.round();
                faster |= service.bestRate() > before * FASTER;
            }
            asFastAsBefore = faster ? 0 : asFastAsBefore + 1;
        }
    }

    /** A collector whose addresses are known and free. */
    private static CollectorProcess notYet(Processes processes) {
        CollectorProcess collector = CollectorProcess.start(processes);
        collector.kill();
        return collector;
    }

    private static void assertAccountOf(String service, CollectorProcess collector) throws IOException {
        collector.restart();
        Eventually.await("the account of what " + service + " dropped", SOON, () -> dropped(service, collector) > 0);
        assertThat(collector
                        .metrics()
                        .sum("eventloop_stalls_total", Map.of("service", service))
                        .orElse(0))
                .isGreaterThanOrEqualTo(STALLS);
    }

    /** Starts a service and stalls it some times, so that its probe has more to tell than its state. */
    private static MeasuredService start(String name, String collector, UpstreamProcess upstream, Processes processes)
            throws IOException {
        DemoServiceProcess service = DemoServiceProcess.start(processes, name, 2, collector, upstream);
        for (int i = 0; i < STALLS; i++) {
            Http.text(service.health("sleep", STALL));
        }
        return new MeasuredService(service);
    }

    private static double dropped(String service, CollectorProcess collector) throws IOException {
        return collector
                .metrics()
                .sum("eventloop_probe_dropped_total", Map.of("service", service, "what", "state_skipped"))
                .orElse(0);
    }
}
