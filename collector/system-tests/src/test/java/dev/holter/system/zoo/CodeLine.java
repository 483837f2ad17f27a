package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;

/** A place in the source, as a culprit names it. */
record CodeLine(String className, String method, int line) {

    static CodeLine of(JsonNode frame) {
        return new CodeLine(
                frame.path("class").asText(),
                frame.path("method").asText(),
                frame.path("line").asInt());
    }

    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method + ":" + line;
    }
}
