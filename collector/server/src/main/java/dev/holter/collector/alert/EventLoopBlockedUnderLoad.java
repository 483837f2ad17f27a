package dev.holter.collector.alert;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A loop is stalled, its thread uses next to no CPU, and work waits for it: one blocking call holds up
 * everybody. The page.
 *
 * <p>A stall that is known to be a pause of the whole process is not one: no callback is to blame.
 * Where the CPU time of the thread is unknown, a cause that means a blocked thread stands in for it.
 * Once the stream of a process has ended nothing is found, since nobody can tell that the loop still
 * stands still.
 */
public final class EventLoopBlockedUnderLoad implements AlertRule {
    static final String NAME = "EventLoopBlockedUnderLoad";

    private final Settings settings;

    /** With its thresholds. */
    public EventLoopBlockedUnderLoad(Settings settings) {
        this.settings = settings;
    }

    /**
     * Thresholds.
     *
     * @param holdFor how long it has to be found before it fires
     * @param stallAge how long the loop has to be stalled
     * @param cpuShare CPU time over the stall below this share of a core is next to none
     * @param requestsPerSecond this many just before the stall are demand
     * @param inFlight this many requests started and not finished are demand
     * @param pending this many callbacks queued are demand
     */
    public record Settings(
            boolean enabled,
            Duration holdFor,
            Duration stallAge,
            double cpuShare,
            double requestsPerSecond,
            long inFlight,
            long pending) {

        /** Half a second, a tenth of a core; 1 request a second, 1 in flight or 10 queued. */
        public static Settings defaults() {
            return new Settings(true, Duration.ZERO, Duration.ofMillis(500), 0.1, 1, 1, 10);
        }
    }

    @Override
    public List<Finding> check(FleetView view) {
        List<Finding> findings = new ArrayList<>();
        for (Stall stall : view.stalls()) {
            if (stall.age().compareTo(settings.stallAge()) >= 0 && isBlocked(stall) && isWanted(stall)) {
                findings.add(Finding.of(stall.loop(), summary(stall), description(stall)));
            }
        }
        return findings;
    }

    private boolean isBlocked(Stall stall) {
        return switch (cause(stall)) {
            case GC, SAFEPOINT, STARVED, SUSPENDED -> false;
            case SOCKET, FILE, PROCESS, SLEEP, LOCK, WAIT, NATIVE ->
                stall.cpuShare().orElse(0) < settings.cpuShare();
            case CPU, BACKLOG, UNKNOWN ->
                stall.cpuShare().isPresent() && stall.cpuShare().getAsDouble() < settings.cpuShare();
        };
    }

    private boolean isWanted(Stall stall) {
        return requestsPerSecond(stall).orElse(0) >= settings.requestsPerSecond()
                || inFlight(stall) >= settings.inFlight()
                || pending(stall) >= settings.pending();
    }

    private static Cause cause(Stall stall) {
        return stall.incident().map(Incident::cause).orElse(Cause.UNKNOWN);
    }

    private static OptionalDouble requestsPerSecond(Stall stall) {
        OptionalDouble before = stall.incident()
                .map(incident -> incident.demand().requestsPerSecond())
                .orElse(OptionalDouble.empty());
        return before.isPresent()
                ? before
                : stall.state().map(LoopState::requestsPerSecond).orElse(OptionalDouble.empty());
    }

    private static long inFlight(Stall stall) {
        return Math.max(
                demanded(stall.incident(), Demand::inFlight),
                stall.state().map(EventLoopBlockedUnderLoad::inFlight).orElse(0L));
    }

    private static long inFlight(LoopState state) {
        return state.requestsStarted().orElse(0) - state.requestsFinished().orElse(0);
    }

    private static long pending(Stall stall) {
        return Math.max(
                demanded(stall.incident(), Demand::pending),
                stall.state().map(state -> state.tasksPending().orElse(0)).orElse(0L));
    }

    private static long demanded(Optional<Incident> incident, Function<Demand, OptionalLong> what) {
        return incident.map(known -> what.apply(known.demand()).orElse(0)).orElse(0L);
    }

    private static String summary(Stall stall) {
        String where = stall.incident()
                .flatMap(Incident::culprit)
                .map(frame -> " in " + frame.place())
                .orElse("");
        Cause cause = cause(stall);
        String why = cause == Cause.UNKNOWN ? "" : " (" + cause.label() + ")";
        return "Event loop " + stall.loop().loop() + " of "
                + stall.loop().process().service() + " is blocked" + where + why + " for "
                + Wording.moreThan(stall.age());
    }

    private static String description(Stall stall) {
        StringBuilder text = new StringBuilder("The loop runs no callback");
        stall.cpuShare()
                .ifPresent(share -> text.append(" and its thread uses ")
                        .append(Wording.percent(share))
                        .append(" of a core"));
        requestsPerSecond(stall)
                .ifPresent(rate -> text.append("; before that it took ")
                        .append(Wording.rate(rate))
                        .append(" requests a second"));
        text.append("; ")
                .append(inFlight(stall))
                .append(" requests in flight and ")
                .append(pending(stall))
                .append(" callbacks queued wait for it.");
        stall.incident()
                .ifPresent(incident ->
                        text.append(" Incident ").append(incident.id()).append('.'));
        return text.toString();
    }
}
