package dev.holter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.dashboards.Dashboard.Query;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Http;
import dev.holter.testkit.Processes;
import dev.holter.testkit.PrometheusProcess;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.RequestLoad;
import dev.holter.testkit.Sample;
import dev.holter.testkit.TimedLoop;
import dev.holter.testkit.UpstreamProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every query of the dashboard against two real Prometheus servers that scraped a service with traffic
 * and one freeze, and a loop whose callbacks are timed: one stores native histograms, one classic ones.
 */
@RealProcesses
class DashboardQueriesIT {
    private static final String SERVICE = "shop";
    private static final Duration FREEZE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Set<String> EMPTY_IN_A_HEALTHY_PROCESS = Set.of("Time paused", "Dropped by probes");

    private static final String TIMED = "timed";

    private static final Map<Form, PrometheusProcess> PROMETHEUS = new EnumMap<>(Form.class);

    /** How a Prometheus stores histograms. */
    enum Form {
        NATIVE,
        CLASSIC
    }

    @BeforeAll
    static void scrapeAServiceThatFreezes(Processes processes) throws IOException {
        CollectorProcess collector = CollectorProcess.start(processes);
        UpstreamProcess upstream = UpstreamProcess.start(processes);
        for (Form form : Form.values()) {
            PROMETHEUS.put(
                    form,
                    PrometheusProcess.scraping(collector.http())
                            .nativeHistograms(form == Form.NATIVE)
                            .start(processes));
        }
        DemoServiceProcess service = DemoServiceProcess.start(processes, SERVICE, 2, collector.grpc(), upstream);
        try (TimedLoop timed = TimedLoop.start(collector.grpc(), TIMED);
                RequestLoad load = RequestLoad.start(service.work(), 50)) {
            awaitEverywhere("eventloop_requests_total > 0");
            Http.text(service.health("sleep", FREEZE));
            awaitEverywhere("eventloop_stalls_total{cause=\"sleep\"} >= 1");
            awaitEverywhere("rate(eventloop_busy_seconds_total{service=\"" + timed.service() + "\"}[1m]) > 0");
            load.finish();
        }
    }

    static Stream<Arguments> queriesInBothForms() {
        return Stream.of(Form.values())
                .flatMap(form -> Dashboard.eventLoops().queries().stream().map(query -> Arguments.of(form, query)));
    }

    @ParameterizedTest
    @MethodSource("queriesInBothForms")
    void query_isAnswered(Form form, Query query) throws IOException {
        List<Sample> result = ask(form, query);

        if (!EMPTY_IN_A_HEALTHY_PROCESS.contains(query.panel())) {
            assertThat(result).as(query.expression()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void histogram_isStoredInOneForm(Form form) throws IOException {
        assertThat(prometheus(form).query("eventloop_lag_seconds").isEmpty()).isEqualTo(form == Form.CLASSIC);
        assertThat(prometheus(form).query("eventloop_lag_seconds_bucket").isEmpty())
                .isEqualTo(form == Form.NATIVE);
    }

    @ParameterizedTest
    @EnumSource
    void highestLag_isThatOfTheFreeze(Form form) throws IOException {
        Query highest = Dashboard.eventLoops().queries().stream()
                .filter(query -> query.panel().equals("Lag quantiles")
                        && query.reference().equals("C"))
                .findFirst()
                .orElseThrow();

        assertThat(ask(form, highest))
                .anySatisfy(sample -> assertThat(sample.value()).isBetween(2.5, 10.0));
    }

    /** Rates are of a minute that the series do not fill, so only what they are to each other is known. */
    @ParameterizedTest
    @EnumSource
    void callbacksOfALoop_areThoseThatWereReported(Form form) throws IOException {
        String busy = "\n/ (" + expression("Busy", "A") + ")";

        assertThat(ofTimedLoop(form, "(" + expression("Slow callbacks", "A") + ")" + busy))
                .isBetween(9.0, 11.0);
        assertThat(ofTimedLoop(form, "(" + expression("Waiting for a processor", "A") + ")" + busy))
                .isBetween(0.24, 0.26);
        assertThat(ofTimedLoop(form, expression("Callback duration", "C"))).isBetween(0.06, 0.13);
        assertThat(ofTimedLoop(form, expression("Timer lateness", "C"))).isBetween(0.015, 0.04);
    }

    private static double ofTimedLoop(Form form, String expression) throws IOException {
        List<Sample> result = ask(form, new Query("timed loop", "A", expression)).stream()
                .filter(sample -> TIMED.equals(sample.labels().get("service")))
                .toList();
        assertThat(result).as(expression).hasSize(1);
        return result.getFirst().value();
    }

    private static String expression(String panel, String reference) {
        return Dashboard.eventLoops().queries().stream()
                .filter(query ->
                        query.panel().equals(panel) && query.reference().equals(reference))
                .findFirst()
                .orElseThrow()
                .expression();
    }

    private static List<Sample> ask(Form form, Query query) throws IOException {
        return prometheus(form)
                .query(query.expression()
                        .replace("$service", SERVICE + "|" + TIMED)
                        .replace("$process", ".*")
                        .replace("$loop", ".*")
                        .replace("$__rate_interval", "1m"));
    }

    private static void awaitEverywhere(String promql) {
        for (PrometheusProcess prometheus : PROMETHEUS.values()) {
            prometheus.await(promql, SOON, result -> !result.isEmpty());
        }
    }

    private static PrometheusProcess prometheus(Form form) {
        PrometheusProcess prometheus = PROMETHEUS.get(form);
        assertThat(prometheus).isNotNull();
        return prometheus;
    }
}
