package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.alert.Severity;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md against what is exposed. */
final class MetricsPageTest {
    private static final Path PAGE = Path.of("../../docs/metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([a-z, ]*) ?\\|.*\\|$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final String exposition = exposition();

    @Test
    void everyFamily_isInThePageWithItsType() throws IOException {
        assertThat(rows(2)).containsExactlyInAnyOrderEntriesOf(exposedTypes());
    }

    @Test
    void everyFamily_isInThePageWithItsLabels() throws IOException {
        Map<String, String> documented = rows(3);
        documented.replaceAll((name, labels) -> sorted(List.of(labels.trim().split(", *"))));

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(exposedLabels());
    }

    private Map<String, String> exposedTypes() {
        return TYPE.matcher(exposition)
                .results()
                .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2)));
    }

    private Map<String, String> exposedLabels() {
        Map<String, TreeSet<String>> labels = new TreeMap<>();
        Map<String, String> types = exposedTypes();
        for (MatchResult sample : SAMPLE.matcher(exposition).results().toList()) {
            String name = types.containsKey(sample.group(1))
                    ? sample.group(1)
                    : sample.group(1).replaceFirst("_(bucket|sum|count)$", "");
            TreeSet<String> names = labels.computeIfAbsent(name, family -> new TreeSet<>());
            Matcher label = LABEL.matcher(Optional.ofNullable(sample.group(2)).orElse(""));
            while (label.find()) {
                names.add(label.group(1));
            }
            names.remove("le");
        }
        Map<String, String> joined = new TreeMap<>();
        labels.forEach((name, names) -> joined.put(name, sorted(List.copyOf(names))));
        return joined;
    }

    private static Map<String, String> rows(int column) throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(column)));
    }

    private static String sorted(List<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String exposition() {
        ReportedFleet fleet = new ReportedFleet();
        Session session = fleet.connect("checkout", "1@a");
        fleet.report(
                session,
                Map.of(),
                Map.of("stack_stale", 1L),
                Samples.hooked(new ProcessKey("checkout", "1@a"), "loop-1"));
        Alert alert = new Alert(
                "EventLoopBlockedUnderLoad",
                Severity.CRITICAL,
                AlertState.FIRING,
                Map.of("severity", "critical", "service", "checkout", "process", "1@a", "loop", "loop-1"),
                Map.of(),
                ReportedFleet.START,
                Optional.empty(),
                Optional.empty());
        byte[] text = Scrape.bytes(fleet, List.of(alert), new CollectorCounters(), Scrape.TEXT);
        return new String(text, StandardCharsets.UTF_8);
    }
}
