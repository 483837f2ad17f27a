package dev.holter.collector.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.holter.collector.HttpSide;
import dev.holter.collector.domain.Incident;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Set;
import java.util.function.Predicate;

/** The JSON of {@code /api/v1}. Any thread. */
final class Api {
    private static final int DEFAULT_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1000;

    private final HttpSide.Parts parts;

    Api(HttpSide.Parts parts) {
        this.parts = parts;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/loops", this::loops);
        routes.get("/api/v1/incidents", this::incidents);
        routes.get("/api/v1/incidents/{id}", this::incident);
        routes.get("/api/v1/alerts", this::alerts);
        routes.get("/live/{service}", this::live);
    }

    /** Answers with JSON that nobody is to keep. */
    static void answer(Context context, int status, JsonNode body) {
        context.status(status)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(Json.text(body));
    }

    private void loops(Context context) {
        QueryParameters.of(context, Set.of());
        answer(context, 200, LoopJson.of(parts.fleet().view(parts.clock().instant())));
    }

    private void incidents(Context context) {
        QueryParameters query = QueryParameters.of(context, Set.of("service", "loop", "open", "limit"));
        Predicate<Incident> wanted = wanted(query);
        int limit = query.number("limit", 1, HIGHEST_LIMIT, DEFAULT_LIMIT);
        ArrayNode nodes = Json.array();
        parts.fleet().incidents().stream()
                .filter(wanted)
                .limit(limit)
                .map(IncidentJson::of)
                .forEach(nodes::add);
        answer(context, 200, nodes);
    }

    private static Predicate<Incident> wanted(QueryParameters query) {
        Predicate<Incident> service = query.text("service")
                .<Predicate<Incident>>map(
                        name -> incident -> incident.loop().process().service().equals(name))
                .orElse(incident -> true);
        Predicate<Incident> loop = query.text("loop")
                .<Predicate<Incident>>map(
                        name -> incident -> incident.loop().loop().equals(name))
                .orElse(incident -> true);
        Predicate<Incident> open = query.flag("open")
                .<Predicate<Incident>>map(flag -> incident -> incident.open() == flag)
                .orElse(incident -> true);
        return service.and(loop).and(open);
    }

    private void incident(Context context) {
        QueryParameters.of(context, Set.of());
        String id = context.pathParam("id");
        Incident incident = parts.fleet()
                .incident(id)
                .orElseThrow(() -> Problem.because(
                        HttpStatus.NOT_FOUND,
                        "There is no incident '" + id + "': it is unknown, or was forgotten to make room."));
        answer(context, 200, IncidentJson.of(incident));
    }

    private void alerts(Context context) {
        QueryParameters.of(context, Set.of());
        ArrayNode nodes = Json.array();
        parts.alerts().alerts().forEach(alert -> nodes.add(AlertJson.of(alert)));
        answer(context, 200, nodes);
    }

    private void live(Context context) {
        QueryParameters.of(context, Set.of());
        String service = context.pathParam("service");
        Liveness liveness = Liveness.of(
                        service, parts.fleet().view(parts.clock().instant()))
                .orElseThrow(() -> Problem.because(
                        HttpStatus.NOT_FOUND,
                        "No process of a service '" + service + "' has reported lately: check the name, and that"
                                + " its probe reaches this collector."));
        answer(context, liveness.alive() ? 200 : 503, liveness.json());
    }
}
