package dev.holter.collector.exposition;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.counter.CollectorCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a Prometheus gets from an exposition of a fleet. */
final class Scrape {
    static final String TEXT = "text/plain;version=0.0.4";
    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5";
    static final String PROTOBUF = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private Scrape() {}

    static byte[] bytes(ReportedFleet fleet, List<Alert> alerts, CollectorCounters counters, String accept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new MetricsExposition(fleet.fleet(), () -> alerts, counters, fleet)
                    .form(accept)
                    .write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String text(ReportedFleet fleet, String accept) {
        return new String(bytes(fleet, List.of(), new CollectorCounters(), accept), StandardCharsets.UTF_8);
    }

    /** The samples whose line contains a word, without comments. */
    static List<String> lines(String text, String word) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(word))
                .toList();
    }
}
