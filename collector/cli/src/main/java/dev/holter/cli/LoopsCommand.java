package dev.holter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.CollectorApi;
import dev.holter.cli.api.Json;
import dev.holter.cli.api.LoopView;
import dev.holter.cli.text.PercentText;
import dev.holter.cli.text.Table;
import dev.holter.cli.text.Table.Column;
import dev.holter.cli.text.TimeText;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holter loops}. */
@Command(
        name = "loops",
        description = {
            "List the event loops that a collector knows.",
            "Lag is that of the last minute, BUSY the share of the last seconds spent in callbacks, where they are timed.",
            "Exit status 1 where a loop is frozen now."
        })
final class LoopsCommand implements Callable<Integer> {
    @Mixin
    private final CollectorUrl collector = new CollectorUrl();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        try (CollectorApi api = collector.api()) {
            List<JsonNode> loops = api.loops();
            List<LoopView> views =
                    loops.stream().map(loop -> Json.view(loop, LoopView.class)).toList();
            if (output.json()) {
                loops.forEach(output::line);
            } else {
                print(views);
            }
            return views.stream().anyMatch(LoopView::stalled) ? ExitStatus.BAD : ExitStatus.FINE;
        }
    }

    private void print(List<LoopView> loops) {
        if (loops.isEmpty()) {
            output.line("No loops: no probe has reported to this collector.");
            return;
        }
        Table table = new Table(
                Column.left("SERVICE"),
                Column.left("PROCESS"),
                Column.left("LOOP"),
                Column.left("KIND"),
                Column.left("STATE"),
                Column.right("LAG P50"),
                Column.right("P99"),
                Column.right("MAX"),
                Column.right("BUSY"),
                Column.right("REQUESTS/S"),
                Column.right("IN FLIGHT"),
                Column.right("PENDING"));
        loops.forEach(loop -> addRow(table, loop));
        table.lines().forEach(output::line);
    }

    private static void addRow(Table table, LoopView loop) {
        table.row(
                loop.service(),
                loop.process(),
                loop.loop(),
                loop.kind(),
                state(loop),
                TimeText.ofMillis(loop.lagMs().p50()),
                TimeText.ofMillis(loop.lagMs().p99()),
                TimeText.ofMillis(loop.lagMs().max()),
                share(loop.busyShare()),
                rate(loop.requestsPerSecond()),
                count(loop.inFlight()),
                count(loop.tasksPending()));
    }

    private static String state(LoopView loop) {
        if (loop.stalled()) {
            Double age = loop.stallAgeMs();
            return age == null ? "frozen" : "frozen for " + TimeText.ofMillis(age);
        }
        return loop.up() ? "runs" : "probe gone";
    }

    private static String share(@Nullable Double share) {
        return share == null ? "-" : PercentText.of(share);
    }

    private static String rate(@Nullable Double perSecond) {
        return perSecond == null ? "-" : String.format(Locale.ROOT, "%.0f", perSecond);
    }

    private static String count(@Nullable Long count) {
        return count == null ? "-" : count.toString();
    }
}
