package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.alert.Severity;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import dev.holter.collector.domain.StallTotal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TextExpositionTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "4711@a");
    private static final String LOOP = "{kind=\"netty\",loop=\"loop-1\",process=\"4711@a\",service=\"checkout\"}";

    private final ReportedFleet fleet = new ReportedFleet();
    private final Session session = fleet.connect("checkout", "4711@a");

    @Test
    void runningLoop_showsEverythingThatWasReported() {
        fleet.report(
                session, Map.of(Cause.GC, 250_000_000L), Map.of("stack_stale", 2L), Samples.running(PROCESS, "loop-1"));
        fleet.advance(Duration.ofMillis(1500));

        assertThat(scrape().lines())
                .contains(
                        "eventloop_heartbeats_total" + LOOP + " 6000.0",
                        "eventloop_cpu_seconds_total" + LOOP + " 1.5",
                        "eventloop_requests_total" + LOOP + " 500.0",
                        "eventloop_requests_in_flight" + LOOP + " 1.0",
                        "eventloop_tasks_pending" + LOOP + " 3.0",
                        "eventloop_tasks_live" + LOOP + " 7.0",
                        "eventloop_stalled" + LOOP + " 0.0",
                        "eventloop_stall_age_seconds" + LOOP + " 0.0",
                        "eventloop_probe_up{process=\"4711@a\",service=\"checkout\"} 1.0",
                        "eventloop_probe_report_age_seconds{process=\"4711@a\",service=\"checkout\"} 1.5",
                        "eventloop_process_cpu_seconds_total{process=\"4711@a\",service=\"checkout\"} 12.5",
                        "eventloop_process_pause_seconds_total{cause=\"gc\",process=\"4711@a\",service=\"checkout\"} 0.25",
                        "eventloop_process_pause_seconds_total{cause=\"suspended\",process=\"4711@a\",service=\"checkout\"} 0.0",
                        "eventloop_probe_dropped_total{process=\"4711@a\",service=\"checkout\",what=\"stack_stale\"} 2.0");
    }

    @Test
    void lag_isCumulativeUpToEachPowerOfTwo() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));

        assertThat(Scrape.lines(scrape(), "eventloop_lag_seconds"))
                .contains(
                        bucket("9.765625E-4") + " 2",
                        bucket("0.001953125") + " 2",
                        bucket("0.00390625") + " 3",
                        bucket("0.0625") + " 3",
                        bucket("0.125") + " 4",
                        bucket("64.0") + " 4",
                        bucket("+Inf") + " 4",
                        "eventloop_lag_seconds_count" + LOOP + " 4",
                        "eventloop_lag_seconds_sum" + LOOP + " 0.10300000000000001");
    }

    @Test
    void loopWithHooks_showsItsCallbacks() {
        fleet.report(session, Samples.hooked(PROCESS, "loop-1"));

        assertThat(scrape().lines())
                .contains(
                        "eventloop_slow_callbacks_total" + LOOP + " 1.0",
                        "eventloop_busy_seconds_total" + LOOP + " 0.182",
                        "eventloop_run_delay_seconds_total" + LOOP + " 0.25",
                        "eventloop_callback_duration_seconds_count" + LOOP + " 3",
                        bucket("0.125").replace("lag", "callback_duration") + " 2",
                        bucket("0.25").replace("lag", "callback_duration") + " 3",
                        "eventloop_timer_lateness_seconds_count" + LOOP + " 2",
                        bucket("0.00390625").replace("lag", "timer_lateness") + " 1");
    }

    @Test
    void loopWithoutHooks_showsNothingOfThem() {
        fleet.report(session, Samples.running(PROCESS, "loop-1"));

        assertThat(scrape()).doesNotContain("callback", "timer", "busy", "run_delay");
    }

    @Test
    void stalledLoop_showsTheAgeThatWasReported() {
        fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(3)));
        fleet.advance(Duration.ofSeconds(2));

        assertThat(scrape().lines())
                .contains(
                        "eventloop_stalled" + LOOP + " 1.0",
                        "eventloop_stall_age_seconds" + LOOP + " 3.0",
                        "eventloop_stalls_total" + withCause("socket") + " 0.0",
                        "eventloop_stall_seconds_total" + withCause("socket") + " 3.0");
    }

    @Test
    void causesOfAStack_areThereBeforeTheFirstStallAndOthersWithIt() {
        fleet.report(
                session,
                Samples.loop(
                        PROCESS, "loop-1", OptionalLong.empty(), Map.of(Cause.STARVED, new StallTotal(1, 70_000_000))));

        assertThat(Scrape.lines(scrape(), "eventloop_stalls_total"))
                .containsExactly(
                        "eventloop_stalls_total" + withCause("cpu") + " 0.0",
                        "eventloop_stalls_total" + withCause("file") + " 0.0",
                        "eventloop_stalls_total" + withCause("lock") + " 0.0",
                        "eventloop_stalls_total" + withCause("sleep") + " 0.0",
                        "eventloop_stalls_total" + withCause("socket") + " 0.0",
                        "eventloop_stalls_total" + withCause("starved") + " 1.0",
                        "eventloop_stalls_total" + withCause("unknown") + " 0.0",
                        "eventloop_stalls_total" + withCause("wait") + " 0.0");
    }

    @Test
    void processWhoseProbeIsGone_keepsItsCountersAndLosesItsGauges() {
        fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(3)));
        fleet.disconnect(session);
        fleet.advance(Duration.ofSeconds(10));

        String text = scrape();

        assertThat(text.lines())
                .contains(
                        "eventloop_probe_up{process=\"4711@a\",service=\"checkout\"} 0.0",
                        "eventloop_probe_report_age_seconds{process=\"4711@a\",service=\"checkout\"} 10.0",
                        "eventloop_heartbeats_total" + LOOP + " 6000.0",
                        "eventloop_lag_seconds_count" + LOOP + " 4");
        assertThat(text)
                .doesNotContain(
                        "eventloop_stalled{",
                        "eventloop_stall_age_seconds{",
                        "eventloop_tasks_pending{",
                        "eventloop_tasks_live{",
                        "eventloop_requests_in_flight{");
    }

    @Test
    void processThatHasNotReportedYet_isUpAndNothingElse() {
        assertThat(Scrape.lines(scrape(), "eventloop_")).allMatch(line -> line.startsWith("eventloop_probe_"));
    }

    @Test
    void namesFromAProbe_areEscaped() {
        fleet.report(session, Samples.running(PROCESS, "a\"b\\c\nd"));

        assertThat(scrape()).contains("loop=\"a\\\"b\\\\c\\nd\"");
    }

    @Test
    void onlyAlertsThatFire_areActive() {
        Alert firing = alert(AlertState.FIRING, "loop-1");
        Alert pending = alert(AlertState.PENDING, "loop-2");
        Alert resolved = alert(AlertState.RESOLVED, "loop-3");

        String text = scrape(List.of(firing, pending, resolved), new CollectorCounters());

        assertThat(Scrape.lines(text, "holter_alert_active"))
                .containsExactly("holter_alert_active{alertname=\"EventLoopBlockedUnderLoad\",loop=\"loop-1\","
                        + "process=\"4711@a\",service=\"checkout\",severity=\"critical\"} 1.0");
    }

    @Test
    void collectorsOwnCounters_areThereFromZeroOn() {
        CollectorCounters counters = new CollectorCounters();
        counters.increment(CollectorCounter.CONNECTIONS);
        counters.add(CollectorCounter.CONNECTIONS_OPEN, 1);

        assertThat(scrape(List.of(), counters).lines())
                .contains(
                        "holter_collector_connections_total 1.0",
                        "holter_collector_connections_open 1.0",
                        "holter_collector_rejected_total{reason=\"histogram\"} 0.0");
    }

    private String scrape() {
        return Scrape.text(fleet, Scrape.TEXT);
    }

    private String scrape(List<Alert> alerts, CollectorCounters counters) {
        return new String(Scrape.bytes(fleet, alerts, counters, Scrape.TEXT), StandardCharsets.UTF_8);
    }

    private static String bucket(String le) {
        return "eventloop_lag_seconds_bucket" + LOOP.replace("}", ",le=\"" + le + "\"}");
    }

    private static String withCause(String cause) {
        return LOOP.replace("{", "{cause=\"" + cause + "\",");
    }

    private static Alert alert(AlertState state, String loop) {
        return new Alert(
                "EventLoopBlockedUnderLoad",
                Severity.CRITICAL,
                state,
                Map.of(
                        "alertname",
                        "EventLoopBlockedUnderLoad",
                        "severity",
                        "critical",
                        "service",
                        "checkout",
                        "process",
                        "4711@a",
                        "loop",
                        loop),
                Map.of(),
                ReportedFleet.START,
                Optional.empty(),
                Optional.empty());
    }
}
