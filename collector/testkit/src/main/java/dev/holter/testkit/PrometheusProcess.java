package dev.holter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Debian's Prometheus on 127.0.0.1, which scrapes and evaluates every second. Its alerts carry the label
 * {@code source="prometheus"}. Any thread may query it.
 */
public final class PrometheusProcess {
    private static final Duration START = Duration.ofSeconds(30);

    private final URI base;

    private PrometheusProcess(URI base) {
        this.base = base;
    }

    /** Scrapes one target, {@code HOST:PORT}. */
    public static Builder scraping(String target) {
        return new Builder(target);
    }

    /** Address of its API. */
    public URI base() {
        return base;
    }

    /**
     * The result of an instant query now: an instant vector or a scalar.
     *
     * @throws AssertionError where Prometheus refuses the query
     */
    public List<Sample> query(String promql) throws IOException {
        URI uri = base.resolve("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
        JsonNode answer = Json.parse(Http.get(uri).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(
                    "query " + promql + " fails: " + answer.path("error").asText());
        }
        return samples(answer.path("data"));
    }

    /**
     * Queries until the result satisfies the condition.
     *
     * @throws AssertionError with the last result, where the time is over
     */
    public List<Sample> await(String promql, Duration timeout, Predicate<List<Sample>> condition) {
        return Eventually.await("result of " + promql, timeout, () -> query(promql), condition);
    }

    private static List<Sample> samples(JsonNode data) {
        JsonNode result = data.path("result");
        return switch (data.path("resultType").asText()) {
            case "scalar" -> List.of(new Sample("", Map.of(), number(result.path(1))));
            case "vector" -> result.valueStream().map(PrometheusProcess::sample).toList();
            default -> throw new AssertionError("neither scalar nor instant vector: " + data);
        };
    }

    private static Sample sample(JsonNode element) {
        Map<String, String> labels = new HashMap<>(Json.texts(element.path("metric")));
        String name = labels.getOrDefault("__name__", "");
        labels.remove("__name__");
        JsonNode histogram = element.path("histogram").path(1);
        return new Sample(
                name,
                labels,
                number(histogram.isMissingNode() ? element.path("value").path(1) : histogram.path("count")));
    }

    private static double number(JsonNode text) {
        return switch (text.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text.asText());
        };
    }

    /** What a Prometheus is to do. */
    public static final class Builder {
        private final String target;
        private final List<Path> rules = new ArrayList<>();
        private final List<String> alertmanagers = new ArrayList<>();
        private boolean nativeHistograms;

        private Builder(String target) {
            this.target = target;
        }

        /** Loads a file of rules. */
        public Builder rules(Path file) {
            rules.add(file);
            return this;
        }

        /** Sends its alerts there. */
        public Builder alertmanager(AlertmanagerProcess alertmanager) {
            alertmanagers.add(alertmanager.base().getAuthority());
            return this;
        }

        /** Stores native histograms; by default classic ones. */
        public Builder nativeHistograms(boolean stored) {
            this.nativeHistograms = stored;
            return this;
        }

        /** Starts it and waits until it answers. */
        public PrometheusProcess start(Processes processes) {
            Path folder = processes.newFolder("prometheus");
            int port = Ports.free();
            ChildProcess process = processes.start(folder, command(configuration(folder), port));
            URI base = URI.create("http://127.0.0.1:" + port);
            process.awaitReady(START, () -> Http.get(base.resolve("/-/ready")).status() == 200);
            return new PrometheusProcess(base);
        }

        private List<String> command(Path configuration, int port) {
            List<String> command = new ArrayList<>(List.of(
                    Programs.PROMETHEUS,
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=data",
                    "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn"));
            if (nativeHistograms) {
                command.add("--enable-feature=native-histograms");
            }
            return command;
        }

        private Path configuration(Path folder) {
            String yaml = """
                    global:
                      scrape_interval: 1s
                      scrape_timeout: 1s
                      evaluation_interval: 1s
                      external_labels: {source: prometheus}
                    rule_files: %s
                    alerting:
                      alertmanagers:
                        - static_configs:
                            - targets: %s
                    scrape_configs:
                      - job_name: holter
                        static_configs:
                          - targets: ['%s']
                    """.formatted(quoted(rules), quoted(alertmanagers), target);
            try {
                return Files.writeString(folder.resolve("prometheus.yml"), yaml);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> quoted(List<?> values) {
            return values.stream().map(value -> "'" + value + "'").toList();
        }
    }
}
