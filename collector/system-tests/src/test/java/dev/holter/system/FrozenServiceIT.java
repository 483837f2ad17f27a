package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.testkit.AlertmanagerProcess;
import dev.holter.testkit.AlertmanagerProcess.ReceivedAlert;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Exposition;
import dev.holter.testkit.Http;
import dev.holter.testkit.Processes;
import dev.holter.testkit.PrometheusProcess;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.Repository;
import dev.holter.testkit.RequestLoad;
import dev.holter.testkit.Sample;
import dev.holter.testkit.UpstreamProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A service under load whose health check blocks one of its loops, as the whole chain sees it. */
@RealProcesses
class FrozenServiceIT {
    private static final String SERVICE = "shop";
    private static final Map<String, String> OF_SERVICE = Map.of("service", SERVICE);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final double HEARTBEAT_SECONDS = 0.01;
    /** Of an idle loop. A freeze is told from the first heartbeat on that was due in it. */
    private static final Duration LONGEST_BETWEEN_HEARTBEATS = Duration.ofMillis(100);

    @Test
    void freeze_reachesTheAlertmanagerFromTheEngineFirstAndFromPrometheusToo(Processes processes) throws IOException {
        AlertmanagerProcess alertmanager = AlertmanagerProcess.start(processes);
        CollectorProcess collector = CollectorProcess.start(
                processes, "--alertmanager", alertmanager.base().toString());
        PrometheusProcess prometheus = PrometheusProcess.scraping(collector.http())
                .rules(Repository.alertRules())
                .alertmanager(alertmanager)
                .start(processes);
        DemoServiceProcess service = service(processes, collector);
        try (RequestLoad load = RequestLoad.start(service.work(), 100)) {
            prometheus.await("loop:eventloop_requests:rate1m > 10", SOON, loops -> loops.size() == 2);

            CompletableFuture<Integer> health = Background.get(service.health("socket", Duration.ofSeconds(10)));
            ReceivedAlert ofEngine = await(alertmanager, "EventLoopBlockedUnderLoad", false);
            boolean engineIsFirst =
                    of(alertmanager, "EventLoopBlockedUnderLoad", true).isEmpty();
            ReceivedAlert ofRule = await(alertmanager, "EventLoopBlockedUnderLoad", true);
            ReceivedAlert ofRates = await(alertmanager, "RequestsWithoutCpu", true);

            assertThat(health).as("the freeze still goes on").isNotDone();
            assertThat(engineIsFirst).isTrue();
            assertThat(ofEngine.startsAt()).isBefore(ofRule.startsAt());
            assertThat(List.of(ofRule, ofRates)).allSatisfy(alert -> {
                assertThat(alert.labels().get("loop"))
                        .isEqualTo(ofEngine.labels().get("loop"));
                assertThat(alert.labels()).containsEntry("service", SERVICE);
            });
            Eventually.await(
                    "the cause in the engine's alert",
                    SOON,
                    () -> of(alertmanager, "EventLoopBlockedUnderLoad", false).stream()
                            .anyMatch(alert -> alert.annotations()
                                    .getOrDefault("summary", "")
                                    .contains("socket")));
            assertThat(health).succeedsWithin(SOON).isEqualTo(200);
            load.finish();
            assertThat(load.failed()).isZero();
        }
        Eventually.await(
                "the engine's alert is resolved",
                SOON,
                () -> of(alertmanager, "EventLoopBlockedUnderLoad", false).isEmpty());
    }

    @Test
    void stallAge_growsInScrapesMadeDuringTheFreeze(Processes processes) throws IOException {
        CollectorProcess collector = CollectorProcess.start(processes);
        DemoServiceProcess service = service(processes, collector);
        awaitProbe(collector);

        long begin = System.nanoTime();
        CompletableFuture<Integer> health = Background.get(service.health("sleep", Duration.ofSeconds(3)));
        List<Double> ages = new ArrayList<>();
        Eventually.await("the health check's answer", SOON, () -> {
            longestStall(collector).ifPresent(ages::add);
            return health.isDone();
        });
        double secondsUntilAnswer = (System.nanoTime() - begin) / 1e9;

        List<Double> rising = lastRise(ages);
        assertThat(rising).as("scrapes with an age of their own").hasSizeGreaterThanOrEqualTo(8);
        assertThat(rising.getLast()).isBetween(2.5, secondsUntilAnswer + 1);
        Eventually.await(
                "no loop is stalled", SOON, () -> longestStall(collector).orElse(1) == 0);
    }

    @Test
    void lag_holdsTheHeartbeatsThatTheFrozenLoopCouldNotRun(Processes processes) throws IOException {
        CollectorProcess collector = CollectorProcess.start(processes);
        DemoServiceProcess service = service(processes, collector);
        try (RequestLoad load = RequestLoad.start(service.work(), 50)) {
            awaitProbe(collector);
            Eventually.await("requests", SOON, () -> load.answered() > 50);

            double bound = smallestBucketFrom(0.1, collector);
            Map<String, Double> before = heartbeatsLaterThan(bound, collector);
            Duration freeze = Duration.ofSeconds(4);
            Http.text(service.health("sleep", freeze));

            JsonNode incident = Eventually.await(
                    "the incident of the freeze, ended", SOON, () -> endedIncidentOf(freeze, collector), found -> true);
            String loop = incident.path("loop").asText();
            double expected = (incident.path("durationMs").asDouble() / 1000 - bound) / HEARTBEAT_SECONDS;
            double later = Eventually.await(
                    "heartbeats of " + loop + " later than " + bound + " s",
                    SOON,
                    () -> heartbeatsLaterThan(bound, collector).getOrDefault(loop, 0.0)
                            - before.getOrDefault(loop, 0.0),
                    count -> count > expected / 2);
            assertThat(later).isBetween(expected * 0.97 - 2, expected * 1.03 + 2);
            load.finish();
        }
    }

    @Test
    void log_tellsOfTheFreezeOnOneLineInPlainWords(Processes processes) throws IOException {
        CollectorProcess collector = CollectorProcess.start(processes);
        DemoServiceProcess service = service(processes, collector);
        try (RequestLoad load = RequestLoad.start(service.work(), 50)) {
            awaitProbe(collector);
            Eventually.await("requests", SOON, () -> load.answered() > 50);
            Duration freeze = Duration.ofSeconds(2);
            Http.text(service.health("socket", freeze));
            JsonNode incident = Eventually.await(
                    "the incident of the freeze, ended", SOON, () -> endedIncidentOf(freeze, collector), found -> true);

            String id = incident.path("id").asText();
            Pattern opened = Pattern.compile("INFO +Incident: OPENED " + id
                    + " \\(.*\\): since \\S+ loop \\S+ of shop stands still, for .* What helps: .*\\.");
            // What the opening says of the cause is as good as its first stacks.
            Pattern over = Pattern.compile("INFO +Incident: (ENDED|AMENDED) " + id
                    + " \\(.*\\): at \\S+ loop \\S+ of shop stood still for 2\\.\\d s.* in a network call.*, at HealthCheck\\..*,"
                    + " while \\d+ requests? in flight.* waited for it\\. What helps: .*worker thread\\. .*timeout.*");
            Eventually.await(
                    "both lines",
                    SOON,
                    () -> opened.matcher(log(collector)).find()
                            && over.matcher(log(collector)).find());
            load.finish();
        }
    }

    private static String log(CollectorProcess collector) {
        return collector.process().log();
    }

    private static DemoServiceProcess service(Processes processes, CollectorProcess collector) {
        return DemoServiceProcess.start(processes, SERVICE, 2, collector.grpc(), UpstreamProcess.start(processes));
    }

    private static void awaitProbe(CollectorProcess collector) {
        Eventually.await(
                "both loops",
                SOON,
                () -> collector
                                .metrics()
                                .all("eventloop_heartbeats_total", OF_SERVICE)
                                .size()
                        == 2);
    }

    /**
     * Returns the different ages with which the largest was reached without a decline between: another, shorter stall
     * may have come before.
     */
    private static List<Double> lastRise(List<Double> ages) {
        int end = ages.lastIndexOf(Collections.max(ages));
        int begin = end;
        while (begin > 0 && ages.get(begin - 1) > 0 && ages.get(begin - 1) <= ages.get(begin)) {
            begin--;
        }
        return ages.subList(begin, end + 1).stream().distinct().toList();
    }

    private static OptionalDouble longestStall(CollectorProcess collector) throws IOException {
        return collector.metrics().all("eventloop_stall_age_seconds", OF_SERVICE).stream()
                .mapToDouble(sample -> sample.value())
                .max();
    }

    private static ReceivedAlert await(AlertmanagerProcess alertmanager, String name, boolean fromPrometheus) {
        return Eventually.await(
                        name + (fromPrometheus ? " of Prometheus" : " of the engine"),
                        SOON,
                        () -> of(alertmanager, name, fromPrometheus),
                        alerts -> !alerts.isEmpty())
                .getFirst();
    }

    private static List<ReceivedAlert> of(AlertmanagerProcess alertmanager, String name, boolean fromPrometheus)
            throws IOException {
        return alertmanager.alerts().stream()
                .filter(alert -> alert.name().equals(name))
                .filter(alert -> "prometheus".equals(alert.labels().get("source")) == fromPrometheus)
                .toList();
    }

    /** How many heartbeats of each loop were later than the bound of a bucket. */
    private static Map<String, Double> heartbeatsLaterThan(double bound, CollectorProcess collector)
            throws IOException {
        Exposition scrape = collector.metrics();
        Map<String, Double> later = new HashMap<>();
        scrape.all("eventloop_lag_seconds_count", OF_SERVICE)
                .forEach(sample -> later.put(loop(sample), sample.value()));
        scrape.all("eventloop_lag_seconds_bucket", OF_SERVICE).stream()
                .filter(sample -> bound(sample) == bound)
                .forEach(sample -> later.merge(loop(sample), -sample.value(), Double::sum));
        return later;
    }

    private static double smallestBucketFrom(double least, CollectorProcess collector) throws IOException {
        return collector.metrics().all("eventloop_lag_seconds_bucket", OF_SERVICE).stream()
                .mapToDouble(FrozenServiceIT::bound)
                .filter(bound -> bound >= least)
                .min()
                .orElseThrow();
    }

    private static double bound(Sample bucket) {
        String bound = bucket.labels().getOrDefault("le", "+Inf");
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    private static String loop(Sample sample) {
        return sample.labels().getOrDefault("loop", "");
    }

    private static JsonNode endedIncidentOf(Duration freeze, CollectorProcess collector) throws IOException {
        long leastMillis = freeze.minus(LONGEST_BETWEEN_HEARTBEATS).toMillis();
        return collector
                .api("incidents")
                .valueStream()
                .filter(incident -> !incident.path("open").asBoolean())
                .filter(incident -> incident.path("durationMs").asDouble() >= leastMillis)
                .findFirst()
                .orElseThrow();
    }
}
