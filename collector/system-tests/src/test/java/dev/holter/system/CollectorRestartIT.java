package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Probe;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.executor.ExecutorLoop;
import dev.holter.probe.stream.CollectorStream;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Exposition;
import dev.holter.testkit.Http;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.RequestLoad;
import dev.holter.testkit.UpstreamProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A collector that is killed and started again in the middle of load loses no count. */
@RealProcesses
class CollectorRestartIT {
    private static final String SERVICE = "shop";
    private static final Map<String, String> OF_SERVICE = Map.of("service", SERVICE);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void collectorKilledInTheMiddleOfLoad_hasTheTotalsOfOneThatWasNot(Processes processes) throws Exception {
        CollectorProcess killed = CollectorProcess.start(processes);
        CollectorProcess spared = CollectorProcess.start(processes);
        ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
        try (Probe probe = Probe.builder(SERVICE)
                .sink(CollectorStream.to(killed.grpc()))
                .sink(CollectorStream.to(spared.grpc()))
                .start()) {
            RequestMeter requests = serve(loop, probe.watch(ExecutorLoop.of("jobs", loop)));
            awaitRequests(killed, 100);
            block(loop, Duration.ofMillis(300));
            Map<String, Double> before = totals(killed.metrics());

            killed.kill();
            block(loop, Duration.ofMillis(300));
            long whileDown = requests(spared) + 100;
            awaitRequests(spared, whileDown);
            killed.restart();
            awaitRequests(killed, whileDown + 100);

            assertThat(totals(killed.metrics()))
                    .allSatisfy((series, total) ->
                            assertThat(total).as(series).isGreaterThanOrEqualTo(before.getOrDefault(series, 0.0)));
            requests.finished();
        } finally {
            loop.shutdownNow();
        }
        // The probe is closed: what both collectors have now is its last report.
        Eventually.await("the probe's end", SOON, () -> !isUp(killed) && !isUp(spared));

        assertThat(spared.metrics().sum("eventloop_stalls_total", OF_SERVICE).orElse(0))
                .isGreaterThanOrEqualTo(2);
        assertThat(totals(killed.metrics())).isEqualTo(totals(spared.metrics()));
    }

    @Test
    void requestsOfAService_areAllCountedAfterARestart(Processes processes) throws IOException {
        CollectorProcess collector = CollectorProcess.start(processes);
        DemoServiceProcess service =
                DemoServiceProcess.start(processes, SERVICE, 2, collector.grpc(), UpstreamProcess.start(processes));
        try (RequestLoad load = RequestLoad.start(service.work(), 100)) {
            awaitRequests(collector, 100);
            Http.text(service.health("sleep", Duration.ofMillis(400)));

            collector.kill();
            Http.text(service.health("sleep", Duration.ofMillis(400)));
            collector.restart();
            long sentBeforeItIsBack = load.sent();
            awaitRequests(collector, sentBeforeItIsBack);
            Http.text(service.health("sleep", Duration.ofMillis(400)));
            load.finish();

            assertThat(load.failed()).isZero();
            awaitRequests(collector, load.sent() + 3);
            assertThat(requests(collector)).isEqualTo(load.sent() + 3);
            Eventually.await(
                    "no request in flight",
                    SOON,
                    () -> collector.metrics().sum("eventloop_requests_in_flight", OF_SERVICE),
                    inFlight -> inFlight.equals(OptionalDouble.of(0)));
            Eventually.await(
                    "three stalls, each counted once its cause will not change, and those that a busy machine adds",
                    SOON,
                    () -> collector.metrics().sum("eventloop_stalls_total", OF_SERVICE),
                    stalls -> stalls.orElse(0) >= 3);
        }
    }

    /** A request every 5 ms, each counted as it begins and ends; one is left open for the end of the test. */
    private static RequestMeter serve(ScheduledExecutorService loop, WatchedLoop watched) {
        RequestMeter requests = watched.requests();
        requests.started();
        var _ = loop.scheduleAtFixedRate(
                () -> {
                    requests.started();
                    requests.finished();
                },
                0,
                5,
                TimeUnit.MILLISECONDS);
        return requests;
    }

    private static void block(ScheduledExecutorService loop, Duration duration) throws Exception {
        loop.submit(() -> LockSupport.parkNanos(duration.toNanos())).get(10, TimeUnit.SECONDS);
    }

    private static void awaitRequests(CollectorProcess collector, long least) {
        Eventually.await(least + " requests", SOON, () -> requests(collector), count -> count >= least);
    }

    private static long requests(CollectorProcess collector) throws IOException {
        return (long)
                collector.metrics().sum("eventloop_requests_total", OF_SERVICE).orElse(0);
    }

    private static boolean isUp(CollectorProcess collector) throws IOException {
        return collector.metrics().sum("eventloop_probe_up", OF_SERVICE).orElseThrow() == 1;
    }

    /** Every counter of the service, and every bucket, count and sum of its histograms, by series. */
    private static Map<String, Double> totals(Exposition scrape) {
        Map<String, Double> totals = new TreeMap<>();
        scrape.samples().stream()
                .filter(sample -> sample.has(OF_SERVICE))
                .filter(sample -> sample.name().matches("eventloop_\\w+_(total|count|sum|bucket)"))
                .forEach(sample -> totals.put(sample.name() + new TreeMap<>(sample.labels()), sample.value()));
        return totals;
    }
}
