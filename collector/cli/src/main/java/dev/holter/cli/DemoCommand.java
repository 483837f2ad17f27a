package dev.holter.cli;

import dev.holter.cli.demo.DemoFailure;
import dev.holter.cli.demo.DemoPlan;
import dev.holter.cli.demo.DemoRun;
import dev.holter.cli.demo.PlantedCause;
import dev.holter.cli.demo.Timeline;
import dev.holter.cli.error.UserError;
import java.io.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holter demo}. */
@Command(
        name = "demo",
        description = {
            "Freeze an event loop of a real service, and watch Holter say so.",
            "",
            "Starts a collector, a Netty service with the probe in it, and an upstream of the service, each a process"
                    + " on free ports of 127.0.0.1. Requests then arrive on a fixed schedule, and the service's health"
                    + " check blocks one of its event loops."
        },
        footerHeading = "%nWhat is measured:%n",
        footer = {
            "  threshold to incident",
            "    From the time at which the loop had been frozen for the stall threshold,",
            "    50 ms, to the collector's receipt of the incident.",
            "  threshold to alert",
            "    From the same time until the demo, which follows the collector's events as",
            "    any client may, was told that EventLoopBlockedUnderLoad fires.",
            "  requests that waited",
            "    Those under way during the freeze that took 50 ms or longer, counted from",
            "    the time at which each was due.",
            "",
            "With --cause cpu the loop computes: success then is an incident that says so,",
            "and no such alert.",
            "",
            "With --json the events are freeze-began, incident-opened, alert-firing,",
            "freeze-ended, alert-resolved and, at the end, summary. atMs counts from the",
            "start of the demo."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration SHORTEST_FREEZE = Duration.ofSeconds(2);
    private static final Duration LONGEST_FREEZE = Duration.ofMinutes(10);
    private static final int HIGHEST_RATE = 2_000;
    private static final int MOST_LOOPS = 64;

    @Option(
            names = "--freeze",
            paramLabel = "DURATION",
            defaultValue = "8s",
            description = "How long the loop is frozen, 2s to 10m (default: ${DEFAULT-VALUE}).")
    private Duration freeze = Duration.ZERO;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Requests a second, 1 to 2000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "2",
            description = "Event loops of the service, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int loops;

    @Option(
            names = "--cause",
            defaultValue = "socket",
            description = "What the health check does: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PlantedCause cause = PlantedCause.SOCKET;

    @Option(names = "--keep", description = "Leave everything running after the summary, until Ctrl-C.")
    private boolean keep;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        requireBetween("--freeze", freeze, SHORTEST_FREEZE, LONGEST_FREEZE, "2s to 10m");
        requireBetween("--rate", rate, 1, HIGHEST_RATE, "1 to " + HIGHEST_RATE);
        requireBetween("--loops", loops, 1, MOST_LOOPS, "1 to " + MOST_LOOPS);
        DemoPlan plan = new DemoPlan(freeze, rate, loops, cause);
        try {
            return new DemoRun(plan, keep, timeline()).play() ? ExitStatus.FINE : ExitStatus.BAD;
        } catch (DemoFailure e) {
            output.err().println("holter demo: " + e.getMessage());
            return ExitStatus.BAD;
        }
    }

    private Timeline timeline() {
        return output.json()
                ? Timeline.forPrograms(output.out(), output.err())
                : Timeline.forPeople(output.out(), onTerminal());
    }

    @SuppressWarnings("SystemConsoleNull") // null again from JDK 25 on, where there is no terminal
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static <T extends Comparable<T>> void requireBetween(
            String option, T value, T least, T most, String range) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new UserError(option + " is out of range: " + range);
        }
    }
}
