package dev.holter.cli.demo;

import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.FrameView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import dev.holter.cli.text.Palette;
import dev.holter.cli.text.TimeText;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The timeline for people: seconds since the start, what, and more of it. On a terminal the line that
 * says how long the loop is frozen is rewritten in place; elsewhere it comes every few seconds.
 */
final class HumanTimeline implements Timeline {
    private static final Duration EVERY_ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration EVERY_ELSEWHERE = Duration.ofSeconds(3);
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintWriter out;
    private final Instant start;
    private final boolean terminal;
    private final Palette palette;
    private Duration nextProgress = Duration.ZERO;
    private boolean progressShown;

    /** @param terminal whether the output takes colours and lines that are rewritten */
    HumanTimeline(PrintWriter out, Instant start, boolean terminal) {
        this.out = out;
        this.start = start;
        this.terminal = terminal;
        this.palette = Palette.of(terminal);
    }

    @Override
    public void starting(DemoPlan plan) {
        out.println(palette.bold("Holter demo") + ": a Netty service with " + plan.loops() + " event loops under "
                + plan.rate() + " requests a second.");
        out.println("Its health check " + plan.cause().mistake() + ", on an event loop, for "
                + TimeText.exactly(plan.freeze()) + ".");
        out.println();
        print(
                start,
                "starting",
                "the collector, the service and its upstream, each a process",
                UnaryOperator.identity());
    }

    @Override
    public void ready(Instant at, URI page) {
        print(at, "ready", "the collector hears the service's loops; its page: " + page, UnaryOperator.identity());
    }

    @Override
    public void loadBegan(Instant at, int connections) {
        print(at, "load", "on schedule, over " + connections + " connections", UnaryOperator.identity());
    }

    @Override
    public void freezeBegan(Instant at, FreezeBegan began) {
        nextProgress = terminal ? Duration.ZERO : EVERY_ELSEWHERE;
        print(at, "FREEZE", "the health check holds loop " + began.loop(), palette::red);
    }

    @Override
    public void incidentOpened(Instant at, IncidentSeen seen, @Nullable Double sinceThresholdMs) {
        IncidentView incident = seen.incident();
        String since = sinceThresholdMs == null ? "" : TimeText.ofMillis(sinceThresholdMs) + " after the threshold: ";
        print(at, "INCIDENT", since + describe(incident), palette::yellow);
    }

    @Override
    public void incidentChanged(Instant at, IncidentView before, IncidentView now) {
        if (!before.cause().equals(now.cause()) || !Objects.equals(before.culprit(), now.culprit())) {
            print(at, "incident", "now known better: " + describe(now), palette::yellow);
        }
    }

    @Override
    public void alertFiring(Instant at, AlertView alert, double sinceThresholdMs) {
        String since = TimeText.ofMillis(sinceThresholdMs) + " after the threshold";
        print(at, "ALERT", alert.alertname() + " fires, " + since, palette::red);
    }

    @Override
    public void alertResolved(Instant at, AlertView alert) {
        print(at, "RESOLVED", alert.alertname(), palette::green);
    }

    @Override
    public void stillFrozen(Instant at, Duration frozenFor, long waiting) {
        if (frozenFor.compareTo(nextProgress) < 0) {
            return;
        }
        nextProgress = nextProgress.plus(terminal ? EVERY_ON_TERMINAL : EVERY_ELSEWHERE);
        String text =
                String.format(Locale.ROOT, "for %.1f s; %d requests waiting", frozenFor.toMillis() / 1e3, waiting);
        print(at, "frozen", text, UnaryOperator.identity());
        progressShown = terminal;
    }

    @Override
    public void freezeEnded(Instant at, Duration frozenFor) {
        print(at, "LOOP BACK", "after " + TimeText.of(frozenFor), palette::green);
    }

    @Override
    public void summary(Instant at, DemoSummary summary) {
        out.println();
        new SummaryText(summary, palette).lines().forEach(out::println);
        out.flush();
    }

    @Override
    public void kept(URI page, URI service) {
        out.println();
        out.println("Left running: collector " + page + ", service " + service);
        out.println("End it with Ctrl-C.");
        out.flush();
    }

    private static String describe(IncidentView incident) {
        FrameView culprit = incident.culprit();
        return incident.doing() + (culprit == null ? "" : ", at " + culprit.shortName() + " (" + culprit.place() + ")");
    }

    private void print(Instant at, String what, String text, UnaryOperator<String> colour) {
        String time = String.format(
                Locale.ROOT, "%6.1f s  ", Duration.between(start, at).toMillis() / 1e3);
        out.print(progressShown ? TO_LINE_START : "");
        out.print(time + colour.apply(String.format(Locale.ROOT, "%-9s", what)) + "  " + text);
        out.print(terminal && what.equals("frozen") ? "" : System.lineSeparator());
        out.flush();
        progressShown = false;
    }
}
