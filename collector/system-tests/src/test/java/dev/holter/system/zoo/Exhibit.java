package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a service of the zoo can do, as its catalogue tells.
 *
 * @param kind {@code PATHOLOGY}, {@code DISTURBANCE} or {@code ROUTINE}
 * @param causes the right cause first, then others that are as right; empty where no loop stops
 * @param jvm options of the JVM that it needs
 * @param launcher command that has to start the JVM; empty where any does
 * @param asRoot whether it changes control groups or the view of the machine
 */
record Exhibit(
        String name,
        String kind,
        List<String> causes,
        List<String> jvm,
        List<String> launcher,
        int leastJdk,
        boolean asRoot) {

    static Exhibit of(JsonNode line) {
        return new Exhibit(
                line.path("name").asText(),
                line.path("kind").asText(),
                texts(line.path("causes")),
                texts(line.path("jvm")),
                texts(line.path("launcher")),
                line.path("leastJdk").asInt(),
                line.path("asRoot").asBoolean());
    }

    boolean isPathology() {
        return kind.equals("PATHOLOGY");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
