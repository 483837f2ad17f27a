package dev.holter.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An alert as a rules file states it; what the file does not state is empty.
 *
 * @param runbook the annotation runbook_url
 */
record Rule(String name, String expression, String severity, String summary, String description, String runbook) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** The alerts of a rules file, in its order. */
    static List<Rule> alertsOf(Path file) {
        try {
            return YAML.readTree(file.toFile())
                    .path("groups")
                    .valueStream()
                    .flatMap(group -> group.path("rules").valueStream())
                    .filter(rule -> rule.has("alert"))
                    .map(Rule::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule of(JsonNode rule) {
        JsonNode annotations = rule.path("annotations");
        return new Rule(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("labels").path("severity").asText(),
                annotations.path("summary").asText(),
                annotations.path("description").asText(),
                annotations.path("runbook_url").asText());
    }

    @Override
    public String toString() {
        return name;
    }
}
