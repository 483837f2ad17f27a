package dev.holter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.CollectorApi;
import dev.holter.cli.api.FrameView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.Json;
import dev.holter.cli.error.UserError;
import dev.holter.cli.text.IncidentText;
import dev.holter.cli.text.Table;
import dev.holter.cli.text.Table.Column;
import dev.holter.cli.text.TimeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holter incidents}. */
@Command(
        name = "incidents",
        description = {
            "List the incidents that a collector knows, or explain one.",
            "Exit status 1 where one of them is open: its loop is frozen now."
        })
final class IncidentsCommand implements Callable<Integer> {
    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The incident to explain.")
    private @Nullable String id;

    @Mixin
    private final CollectorUrl collector = new CollectorUrl();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        try (CollectorApi api = collector.api()) {
            List<JsonNode> incidents = id == null ? api.incidents() : List.of(one(api, id));
            if (output.json()) {
                incidents.forEach(output::line);
            } else if (id == null) {
                print(incidents);
            } else {
                IncidentText.lines(view(incidents.getFirst())).forEach(output::line);
            }
            boolean open =
                    incidents.stream().anyMatch(incident -> view(incident).open());
            return open ? ExitStatus.BAD : ExitStatus.FINE;
        }
    }

    private static JsonNode one(CollectorApi api, String id) {
        return api.incident(id)
                .orElseThrow(() -> new UserError(
                        "the collector has no incident '" + id + "'; 'holter incidents' lists those that it has"));
    }

    private void print(List<JsonNode> incidents) {
        if (incidents.isEmpty()) {
            output.line("No incidents.");
            return;
        }
        Table table = new Table(
                Column.left("ID"),
                Column.left("BEGAN"),
                Column.right("FROZEN FOR"),
                Column.left("STATE"),
                Column.left("SERVICE"),
                Column.left("LOOP"),
                Column.left("CAUSE"),
                Column.left("CULPRIT"));
        incidents.forEach(incident -> addRow(table, view(incident)));
        table.lines().forEach(output::line);
    }

    private static void addRow(Table table, IncidentView incident) {
        table.row(
                incident.id(),
                LOCAL_TIME.format(incident.started()),
                TimeText.ofMillis(incident.durationMs()),
                incident.open() ? "frozen" : "over",
                incident.service(),
                incident.loop(),
                incident.cause(),
                culprit(incident.culprit()));
    }

    private static String culprit(@Nullable FrameView culprit) {
        return culprit == null ? "-" : culprit.shortName() + " (" + culprit.place() + ")";
    }

    private static IncidentView view(JsonNode incident) {
        return Json.view(incident, IncidentView.class);
    }
}
