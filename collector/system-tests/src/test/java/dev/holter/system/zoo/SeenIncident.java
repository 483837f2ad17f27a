package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.testkit.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An incident as the collector tells of it.
 *
 * @param receivedNanos when the collector had it first, since 1970 UTC
 * @param parts how long the loop stood still for each cause
 */
record SeenIncident(
        String id,
        String loop,
        Interval interval,
        long receivedNanos,
        String cause,
        Optional<CodeLine> culprit,
        Map<String, String> details,
        List<String> evidence,
        Map<String, Long> parts) {
    private static final Set<String> NOBODYS_FAULT = Set.of("gc", "safepoint", "starved", "suspended", "unknown");

    static SeenIncident of(JsonNode json) {
        long start = nanos(json.path("startedAt"));
        JsonNode culprit = json.path("culprit");
        return new SeenIncident(
                json.path("id").asText(),
                json.path("loop").asText(),
                new Interval(start, start + (long) (json.path("durationMs").asDouble() * 1e6)),
                nanos(json.path("receivedAt")),
                json.path("cause").asText(),
                culprit.isObject() ? Optional.of(CodeLine.of(culprit)) : Optional.empty(),
                Json.texts(json.path("detail")),
                json.path("evidence").valueStream().map(JsonNode::asText).toList(),
                parts(json.path("parts")));
    }

    /** Whether it says that code of the application stopped the loop. */
    boolean accusesACallback() {
        return culprit.isPresent() || !NOBODYS_FAULT.contains(cause);
    }

    /** Whether a witness says that the thread or its whole process did not get to run: then no callback held it up. */
    boolean showsThatItCouldNotRun() {
        return evidence.stream().anyMatch(SeenIncident::isOfTheMachine);
    }

    /** What that witness says. */
    String evidenceOfTheMachine() {
        return String.join(
                "; ", evidence.stream().filter(SeenIncident::isOfTheMachine).toList());
    }

    private static boolean isOfTheMachine(String sentence) {
        return sentence.contains("had no processor")
                || sentence.contains("took the thread's processor away")
                || sentence.contains("control heartbeat was late for")
                || sentence.contains("% busy");
    }

    /** What it says, in a few words. */
    String words() {
        return cause + culprit.map(line -> " in " + line).orElse("");
    }

    private static Map<String, Long> parts(JsonNode array) {
        Map<String, Long> parts = new TreeMap<>();
        array.forEach(part -> parts.merge(
                part.path("cause").asText(), (long) (part.path("durationMs").asDouble() * 1e6), Long::sum));
        return parts;
    }

    private static long nanos(JsonNode time) {
        Instant instant = Instant.parse(time.asText());
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }
}
