package dev.holter.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard as its file states it. */
record Dashboard(JsonNode json) {

    /** A panel that shows data, which a row does not. */
    record Panel(JsonNode json) {
        String title() {
            return json.path("title").asText();
        }

        List<Query> queries() {
            return json.path("targets")
                    .valueStream()
                    .map(target -> new Query(
                            title(),
                            target.path("refId").asText(),
                            target.path("expr").asText()))
                    .toList();
        }

        @Override
        public String toString() {
            return title();
        }
    }

    /** One query of a panel, with Grafana's variables in it. */
    record Query(String panel, String reference, String expression) {
        @Override
        public String toString() {
            return panel + " " + reference;
        }
    }

    /** Reads the dashboard of this module. */
    static Dashboard eventLoops() {
        try {
            return new Dashboard(
                    new JsonMapper().readTree(Path.of("event-loops.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Panel> panels() {
        return json.path("panels")
                .valueStream()
                .flatMap(panel ->
                        Stream.concat(Stream.of(panel), panel.path("panels").valueStream()))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .map(Panel::new)
                .toList();
    }

    List<Query> queries() {
        return panels().stream().flatMap(panel -> panel.queries().stream()).toList();
    }

    List<JsonNode> variables() {
        return json.path("templating").path("list").valueStream().toList();
    }
}
