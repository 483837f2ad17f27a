package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a service of the zoo can do, as its catalogue tells.
 *
 * @param kind {@code PATHOLOGY}, {@code DISTURBANCE} or {@code ROUTINE}
 * @param causes the right cause first, then others that are as right; of a routine, as what a stop may be told that is
 *     part of it
 * @param jvm options of the JVM that it needs
 * @param launcher command that has to start the JVM; empty where any does
 * @param needs what of the machine it needs, as {@link Machine} knows it
 * @param alone whether it disturbs other services, or they it
 * @param loops on which it makes sense
 */
record Exhibit(
        String name,
        String kind,
        List<String> causes,
        List<String> jvm,
        List<String> launcher,
        int leastJdk,
        List<String> needs,
        boolean alone,
        List<String> loops) {

    static Exhibit of(JsonNode line) {
        return new Exhibit(
                line.path("name").asText(),
                line.path("kind").asText(),
                texts(line.path("causes")),
                texts(line.path("jvm")),
                texts(line.path("launcher")),
                line.path("leastJdk").asInt(),
                texts(line.path("needs")),
                line.path("alone").asBoolean(),
                texts(line.path("loops")));
    }

    boolean isPathology() {
        return kind.equals("PATHOLOGY");
    }

    boolean isHealthy() {
        return kind.equals("ROUTINE");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
