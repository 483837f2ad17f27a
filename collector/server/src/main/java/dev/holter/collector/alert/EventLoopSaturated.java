package dev.holter.collector.alert;

import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.CallbackType;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.LoopView;
import dev.holter.collector.domain.ProcessView;
import dev.holter.collector.domain.StackFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A loop's thread computes nearly all the time, in one long callback or in many short ones: what comes
 * waits for its turn, and a little more load is too much.
 *
 * <p>A loop that waits for a processor is not one, since its thread does not use what it lacks; one that
 * waits in a call is {@link EventLoopBlockedUnderLoad}'s. A loop whose reports stop is not found.
 */
public final class EventLoopSaturated implements AlertRule {
    static final String NAME = "EventLoopSaturated";

    private final Settings settings;

    /** With its thresholds. */
    public EventLoopSaturated(Settings settings) {
        this.settings = settings;
    }

    /**
     * Thresholds.
     *
     * @param holdFor how long it has to be found before it fires
     * @param cpuShare CPU time of the thread over the last seconds from this share of a core on is nearly
     *     all
     */
    public record Settings(boolean enabled, Duration holdFor, double cpuShare) {

        /** Nine tenths of a core, for five seconds. */
        public static Settings defaults() {
            return new Settings(true, Duration.ofSeconds(5), 0.9);
        }
    }

    @Override
    public List<Finding> check(FleetView view) {
        List<Finding> findings = new ArrayList<>();
        for (ProcessView process : view.processes()) {
            if (process.status().isReporting(view.now())) {
                for (LoopView loop : process.loops()) {
                    if (loop.window().cpuShare().orElse(0) >= settings.cpuShare()) {
                        findings.add(finding(loop.state(), view));
                    }
                }
            }
        }
        return findings;
    }

    /** Holds no number that changes from one look to the next, since each change is told to everybody. */
    private Finding finding(LoopState loop, FleetView view) {
        String where = computation(loop, view)
                .map(frame -> ", at " + frame.place())
                .or(() -> longest(loop).map(type -> ", most of it in " + type))
                .orElse("");
        return Finding.of(
                loop.key(),
                "Event loop " + loop.key().loop() + " of " + loop.key().process().service() + " is saturated: its thread"
                        + " computes all the time" + where,
                "The thread has used more than " + Wording.percent(settings.cpuShare())
                        + " of a core over the last seconds; what comes waits for its turn.");
    }

    private static Optional<StackFrame> computation(LoopState loop, FleetView view) {
        return Optional.ofNullable(view.latestIncidents().get(loop.key()))
                .filter(incident -> incident.open() && incident.cause() == Cause.CPU)
                .flatMap(Incident::culprit);
    }

    private static Optional<String> longest(LoopState loop) {
        return loop.callbacks().map(CallbackState::worst).stream()
                .flatMap(List::stream)
                .findFirst()
                .map(CallbackType::type);
    }
}
