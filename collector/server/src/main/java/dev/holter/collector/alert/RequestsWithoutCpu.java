package dev.holter.collector.alert;

import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.LoopView;
import dev.holter.collector.domain.LoopWindow.Quiet;
import dev.holter.collector.domain.ProcessView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests came at a rate, and now none finishes, some are in flight, and the loop's thread uses no CPU:
 * the signature of a blocked loop from rates alone, so that it also holds where the stall itself goes
 * unseen.
 *
 * <p>Its blind spot are services whose requests wait by design: long polls, and streams that are counted
 * as one request. On those it is to be disabled, or its window made longer than the wait. A loop whose
 * reports stop is not found: silence is another thing than standing still.
 */
public final class RequestsWithoutCpu implements AlertRule {
    static final String NAME = "RequestsWithoutCpu";

    private final Settings settings;

    /** With its thresholds. */
    public RequestsWithoutCpu(Settings settings) {
        this.settings = settings;
    }

    /**
     * Thresholds.
     *
     * @param holdFor how long it has to be found before it fires
     * @param window how long no request has to finish; at most 5 s, since that is what is remembered
     * @param requestsPerSecond how many have to have come in the seconds before
     * @param cpuShare CPU time up to this share of a core is none
     */
    public record Settings(
            boolean enabled, Duration holdFor, Duration window, double requestsPerSecond, double cpuShare) {

        /** Two seconds, ten requests a second, a hundredth of a core. */
        public static Settings defaults() {
            return new Settings(true, Duration.ZERO, Duration.ofSeconds(2), 10, 0.01);
        }
    }

    @Override
    public List<Finding> check(FleetView view) {
        List<Finding> findings = new ArrayList<>();
        for (ProcessView process : view.processes()) {
            if (process.status().isReporting(view.now())) {
                for (LoopView loop : process.loops()) {
                    check(loop).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private Optional<Finding> check(LoopView loop) {
        boolean waits = loop.state().requestsStarted().orElse(0)
                > loop.state().requestsFinished().orElse(0);
        return waits
                ? loop.window()
                        .quiet(settings.window())
                        .filter(this::isSignature)
                        .map(quiet -> finding(loop, quiet))
                : Optional.empty();
    }

    private boolean isSignature(Quiet quiet) {
        return quiet.rateBefore() >= settings.requestsPerSecond()
                && quiet.leastInFlight() >= 1
                && quiet.cpuShare().isPresent()
                && quiet.cpuShare().getAsDouble() <= settings.cpuShare();
    }

    private static Finding finding(LoopView loop, Quiet quiet) {
        String name = loop.state().key().loop();
        String service = loop.state().key().process().service();
        return Finding.of(
                loop.state().key(),
                "No request on event loop " + name + " of " + service + " has finished for "
                        + Wording.moreThan(quiet.length()) + ", and its thread uses no CPU",
                "Before that the loop took " + Wording.rate(quiet.rateBefore()) + " requests a second; "
                        + quiet.leastInFlight() + " have been in flight all the time.");
    }
}
