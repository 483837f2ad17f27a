package dev.holter.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.CollectorApi;
import dev.holter.cli.api.EventStream;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.Json;
import dev.holter.cli.demo.DemoEvent.AlertSeen;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import dev.holter.cli.demo.DemoEvent.Lost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The script of the demo: start everything, let it run, ask the health check, watch what Holter says,
 * sum up. The main thread plays it from top to bottom, and waits at each step for what has to come next,
 * within a bound.
 */
public final class DemoRun {
    private static final int CONNECTIONS_PER_LOOP = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LOOPS_BOUND = Duration.ofSeconds(10);
    private static final Duration FREEZE_BEGIN_BOUND = Duration.ofSeconds(5);
    private static final Duration FREEZE_END_BOUND = Duration.ofSeconds(10);
    private static final Duration CALM_BOUND = Duration.ofSeconds(20);
    private static final Duration DRAIN_BOUND = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofDays(365);

    private final DemoPlan plan;
    private final boolean keep;
    private final Timeline timeline;
    private final Observations seen;
    private final Inbox inbox;

    /**
     * Prepares the demo, and starts nothing yet.
     *
     * @param keep whether everything is left running after the summary, until this process is ended
     * @param timeline shows what happens
     */
    public DemoRun(DemoPlan plan, boolean keep, Timeline timeline) {
        this.plan = plan;
        this.keep = keep;
        this.timeline = timeline;
        this.seen = new Observations(timeline);
        this.inbox = new Inbox(seen::take);
    }

    /**
     * Plays the demo.
     *
     * @return whether Holter said what it had to
     * @throws DemoFailure where the demo could not be played to its end
     */
    public boolean play() {
        timeline.starting(plan);
        try (DemoProcesses processes = DemoProcesses.start(plan, inbox);
                CollectorApi api = new CollectorApi(local(processes.collectorPort()));
                EventStream _ = api.events(new CollectorEvents())) {
            awaitLoops(api);
            timeline.ready(Instant.now(), local(processes.collectorPort()));
            try (LoadGenerator load = startLoad(processes.servicePort())) {
                pause(WARM_UP);
                freeze(local(processes.servicePort()), load);
                DemoSummary summary = sumUp(load);
                keepIfAsked(processes);
                return summary.ok();
            }
        }
    }

    private void awaitLoops(CollectorApi api) {
        boolean known = inbox.await(() -> loopsOfService(api) >= plan.loops(), LOOPS_BOUND, () -> {});
        if (!known) {
            throw new DemoFailure("the collector heard of " + loopsOfService(api) + " of the service's " + plan.loops()
                    + " loops within " + LOOPS_BOUND.toSeconds() + " s");
        }
    }

    private static long loopsOfService(CollectorApi api) {
        return api.loops().stream()
                .filter(loop -> loop.path("service").asText().equals(DemoProcesses.SERVICE))
                .count();
    }

    private LoadGenerator startLoad(int servicePort) {
        int connections = CONNECTIONS_PER_LOOP * plan.loops();
        InetSocketAddress service = new InetSocketAddress(InetAddress.getLoopbackAddress(), servicePort);
        LoadGenerator load = LoadGenerator.start(service, plan.rate(), connections);
        timeline.loadBegan(Instant.now(), connections);
        return load;
    }

    /** Asks the health check, and waits until its loop is back and nothing of it is firing any more. */
    private void freeze(URI service, LoadGenerator load) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<?> answer = http.sendAsync(healthRequest(service), BodyHandlers.discarding());
            inbox.await(() -> seen.freezeBegan() != null || answer.isDone(), FREEZE_BEGIN_BOUND, () -> {});
            require(seen.freezeBegan() != null, "did not freeze its loop");
            Duration bound = plan.freeze().plus(FREEZE_END_BOUND);
            require(
                    inbox.await(() -> seen.freezeEnded() != null, bound, () -> showProgress(load)),
                    "did not give its loop back");
            inbox.await(seen::calm, CALM_BOUND, () -> {});
            http.shutdownNow();
        }
    }

    private HttpRequest healthRequest(URI service) {
        String query = "/health?cause=" + plan.cause().label() + "&freezeMs="
                + plan.freeze().toMillis();
        return HttpRequest.newBuilder(service.resolve(query))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static void require(boolean happened, String otherwise) {
        if (!happened) {
            throw new DemoFailure("the service's health check " + otherwise + " in time");
        }
    }

    private void showProgress(LoadGenerator load) {
        Instant began = seen.freezeBegan();
        if (began != null) {
            Instant now = Instant.now();
            timeline.stillFrozen(now, Duration.between(began, now), load.waiting());
        }
    }

    private DemoSummary sumUp(LoadGenerator load) {
        Instant began = seen.freezeBegan();
        Instant ended = seen.freezeEnded();
        if (began == null || ended == null) {
            throw new IllegalStateException("summed up before the freeze was over");
        }
        inbox.await(() -> load.unansweredOfDueUntil(ended) == 0, DRAIN_BOUND, () -> {});
        LoadReport report = load.report(began, ended, DemoPlan.STALL_THRESHOLD);
        load.stopRecording();
        DemoSummary summary = DemoSummary.of(plan, seen, report);
        timeline.summary(Instant.now(), summary);
        return summary;
    }

    private void keepIfAsked(DemoProcesses processes) {
        if (keep) {
            timeline.kept(local(processes.collectorPort()), local(processes.servicePort()));
            pause(FOREVER);
        }
    }

    /** Lets time pass, and takes what happens meanwhile. */
    private void pause(Duration duration) {
        inbox.await(() -> false, duration, () -> {});
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Puts what the collector says into the inbox; called on the stream's thread. */
    private final class CollectorEvents implements EventStream.Listener {
        @Override
        public void event(String name, String data) {
            try {
                JsonNode json = Json.parse(data);
                switch (name) {
                    case "incident" -> inbox.add(new IncidentSeen(Json.view(json, IncidentView.class), json));
                    case "alert" -> inbox.add(new AlertSeen(Json.view(json, AlertView.class)));
                    default -> {} // that the service came is known from its loops
                }
            } catch (IllegalArgumentException e) {
                inbox.add(new Lost("the collector sent a broken event: " + e.getMessage()));
            }
        }

        @Override
        public void ended() {
            inbox.add(new Lost("the collector ended its stream of events"));
        }
    }
}
