package com.example.zoo.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What really happened, one JSON object a line, each on the disk when the method returns. The main
 * thread writes it.
 */
public final class TruthFile implements AutoCloseable {
    /** Name of the loop where all of them were meant. */
    public static final String ALL_LOOPS = "*";

    private final JsonMapper json = new JsonMapper();
    private final BufferedWriter file;

    /** Creates the file, or empties it. */
    public TruthFile(Path path) throws IOException {
        file = Files.newBufferedWriter(path);
    }

    /**
     * Where the plan stands.
     *
     * @param event {@code ready}: the service has started; {@code begin}: from here on only what is planned may stop a
     *     loop; {@code end}: not any more
     * @param pathology the exhibit; empty where the service is meant
     * @param nanos since 1970 UTC
     */
    public record Mark(String event, String pathology, long nanos) {}

    /**
     * A stall that was planned and has happened.
     *
     * @param event {@code stall}
     * @param loop name of the loop's thread, or {@link #ALL_LOOPS}
     * @param causes the right cause, and others that are right too
     * @param culprits lines of which the probe has to name one; empty where nobody is to blame
     * @param processor what the loop's thread was given meanwhile; nothing where all loops were meant
     * @param details what else can be told of it, by name
     */
    public record Stall(
            String event,
            String pathology,
            String loop,
            List<String> causes,
            List<CodeLine> culprits,
            Interval interval,
            List<Part> parts,
            ProcessorTime processor,
            Map<String, String> details) {}

    /** Writes one line. */
    public void write(Object line) throws IOException {
        file.write(json.writeValueAsString(line));
        file.newLine();
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
