package dev.holter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Debian's Alertmanager on 127.0.0.1, which notifies nobody. Any thread may ask it. */
public final class AlertmanagerProcess {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String CONFIGURATION = """
            route:
              receiver: nobody
            receivers:
              - name: nobody
            """;

    private final URI base;

    private AlertmanagerProcess(URI base) {
        this.base = base;
    }

    /**
     * An alert that somebody sent.
     *
     * @param startsAt since when it fires, as its sender has it
     */
    public record ReceivedAlert(Map<String, String> labels, Map<String, String> annotations, Instant startsAt) {

        /** Copies the maps. */
        public ReceivedAlert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        /** Its name; empty where it has none. */
        public String name() {
            return labels.getOrDefault("alertname", "");
        }
    }

    /** Starts it and waits until it answers. */
    public static AlertmanagerProcess start(Processes processes) {
        Path folder = processes.newFolder("alertmanager");
        int port = Ports.free();
        ChildProcess process = processes.start(folder, command(configuration(folder), port));
        URI base = URI.create("http://127.0.0.1:" + port);
        process.awaitReady(START, () -> Http.get(base.resolve("/-/ready")).status() == 200);
        return new AlertmanagerProcess(base);
    }

    /** Address of its API. */
    public URI base() {
        return base;
    }

    /** The alerts that fire now. */
    public List<ReceivedAlert> alerts() throws IOException {
        return Json.parse(Http.text(base.resolve("/api/v2/alerts")))
                .valueStream()
                .map(AlertmanagerProcess::alert)
                .toList();
    }

    private static ReceivedAlert alert(JsonNode alert) {
        return new ReceivedAlert(
                Json.texts(alert.path("labels")),
                Json.texts(alert.path("annotations")),
                OffsetDateTime.parse(alert.path("startsAt").asText()).toInstant());
    }

    private static List<String> command(Path configuration, int port) {
        return List.of(
                Programs.ALERTMANAGER,
                "--config.file=" + configuration,
                "--storage.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=warn");
    }

    private static Path configuration(Path folder) {
        try {
            return Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
