package dev.holter.cli.api;

import java.util.StringJoiner;
import java.util.function.BiConsumer;

/** Puts the lines of an event stream together. One thread uses it. */
final class EventParser {
    private final BiConsumer<String, String> events;
    private String name = "";
    private StringJoiner data = emptyData();

    /** @param events receives each event's name and data */
    EventParser(BiConsumer<String, String> events) {
        this.events = events;
    }

    /** Takes the next line, without its end. */
    void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        take(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void take(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "data" -> data.add(value);
            default -> {} // comments keep the connection open; ids and retry times are for those who reconnect
        }
    }

    private void dispatch() {
        String text = data.toString();
        if (!text.isEmpty()) {
            events.accept(name.isEmpty() ? "message" : name, text);
        }
        name = "";
        data = emptyData();
    }

    private static StringJoiner emptyData() {
        return new StringJoiner("\n");
    }
}
