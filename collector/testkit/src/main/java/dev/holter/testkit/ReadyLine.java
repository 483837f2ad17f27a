package dev.holter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/**
 * What a program of the demo writes once it listens: {@code {"event":"ready","port":N,"pid":P}}.
 *
 * @param process the program
 * @param port of 127.0.0.1 that it listens on
 */
record ReadyLine(ChildProcess process, int port) {

    /** Finds the line in the process's log. */
    static Optional<ReadyLine> of(ChildProcess process) {
        return process.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::parse)
                .filter(line -> line.path("event").asText().equals("ready"))
                .map((JsonNode line) -> new ReadyLine(process, line.path("port").asInt()))
                .findFirst();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
