package dev.holter.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.Json;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The timeline for programs: one JSON object a line, with {@code event} and {@code atMs} since the start. */
final class JsonTimeline implements Timeline {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Instant start;

    /**
     * @param out takes the events
     * @param err takes what is not an event: where to look, with {@code --keep}
     */
    JsonTimeline(PrintWriter out, PrintWriter err, Instant start) {
        this.out = out;
        this.err = err;
        this.start = start;
    }

    @Override
    public void freezeBegan(Instant at, FreezeBegan began) {
        print(event("freeze-began", at)
                .put("loop", began.loop())
                .put("atEpochMs", began.began().toEpochMilli()));
    }

    @Override
    public void incidentOpened(Instant at, IncidentSeen seen, @Nullable Double sinceThresholdMs) {
        ObjectNode line = event("incident-opened", at);
        if (seen.json() instanceof ObjectNode incident) {
            line.setAll(incident);
        }
        print(line);
    }

    @Override
    public void alertFiring(Instant at, AlertView alert, double sinceThresholdMs) {
        print(alert("alert-firing", at, alert));
    }

    @Override
    public void alertResolved(Instant at, AlertView alert) {
        print(alert("alert-resolved", at, alert));
    }

    @Override
    public void freezeEnded(Instant at, Duration frozenFor) {
        print(event("freeze-ended", at).put("durationMs", frozenFor.toMillis()));
    }

    @Override
    public void summary(Instant at, DemoSummary summary) {
        ObjectNode line = event("summary", at)
                .put("ok", summary.ok())
                .put("thresholdToIncidentMs", rounded(summary.thresholdToIncidentMs()))
                .put("thresholdToAlertMs", rounded(summary.thresholdToAlertMs()))
                .put("cause", summary.cause());
        line.set("culprit", Json.tree(summary.culprit()));
        line.put("requestsDelayed", summary.load().delayed())
                .put("delayP50Ms", rounded(summary.load().p50Ms()))
                .put("delayMaxMs", rounded(summary.load().maxMs()))
                .put("requestsSent", summary.load().sent())
                .put("requestsUnanswered", summary.load().unanswered())
                .put("cpuRatio", summary.cpuRatio());
        line.set("failures", Json.tree(summary.failures()));
        print(line);
    }

    @Override
    public void kept(URI page, URI service) {
        err.println("left running: collector " + page + ", service " + service + "; end it with Ctrl-C");
    }

    private ObjectNode alert(String event, Instant at, AlertView alert) {
        ObjectNode line = event(event, at).put("alertname", alert.alertname());
        line.set("labels", Json.tree(alert.labels()));
        return line;
    }

    private ObjectNode event(String name, Instant at) {
        return Json.object()
                .put("event", name)
                .put("atMs", Duration.between(start, at).toMillis());
    }

    private void print(JsonNode line) {
        out.println(line);
        out.flush();
    }

    private static @Nullable Double rounded(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 10) / 10.0;
    }
}
