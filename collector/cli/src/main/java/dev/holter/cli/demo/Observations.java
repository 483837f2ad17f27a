package dev.holter.cli.demo;

import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.demo.DemoEvent.AlertSeen;
import dev.holter.cli.demo.DemoEvent.Arrival;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.FreezeEnded;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import dev.holter.cli.demo.DemoEvent.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the demo so far, told to the timeline as it comes. The main thread uses it. Incidents
 * and alerts of other loops and of other stalls, as a warming JVM may have them, are not the demo's.
 */
final class Observations {
    /** Clocks are read to the millisecond, and the first version of an incident is as old as the threshold. */
    private static final Duration ALMOST_THE_THRESHOLD = DemoPlan.STALL_THRESHOLD.minusMillis(20);

    private final Timeline timeline;
    private final Set<String> firing = new HashSet<>();

    private @Nullable Instant freezeBegan;
    /** Where the loop was late already when the freeze began, the stall is older than the freeze. */
    private @Nullable Instant stallBegan;

    private @Nullable Instant freezeEnded;
    private @Nullable String frozenLoop;
    private @Nullable Instant incidentOpened;
    private @Nullable IncidentView incident;
    private @Nullable Instant alertFired;
    private @Nullable Instant alertResolved;

    Observations(Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * Takes the next event.
     *
     * @throws DemoFailure where a process was lost
     */
    void take(Arrival arrival) {
        Instant at = arrival.at();
        switch (arrival.event()) {
            case FreezeBegan began -> freezeBegan(at, began);
            case FreezeEnded ended -> freezeEnded(at, ended);
            case IncidentSeen seen -> incident(at, seen);
            case AlertSeen seen -> alert(at, seen.alert());
            case Lost lost -> throw new DemoFailure(lost.what());
        }
    }

    /** When the loop began to freeze, by the service; null before. */
    @Nullable
    Instant freezeBegan() {
        return freezeBegan;
    }

    /** When the loop was back, by the service; null before. */
    @Nullable
    Instant freezeEnded() {
        return freezeEnded;
    }

    /** The incident as last seen; null before the first. */
    @Nullable
    IncidentView incident() {
        return incident;
    }

    /** Whether the incident was seen before the loop was back. */
    boolean incidentOpenedInTime() {
        return incidentOpened != null && (freezeEnded == null || incidentOpened.isBefore(freezeEnded));
    }

    /** When the demo saw the alert fire for the frozen loop; null before. */
    @Nullable
    Instant alertFired() {
        return alertFired;
    }

    /** When the demo saw the alert resolved; null before. */
    @Nullable
    Instant alertResolved() {
        return alertResolved;
    }

    /** Whether no alert of the frozen loop is firing, and the incident is over as the collector has it. */
    boolean calm() {
        return firing.isEmpty() && incident != null && !incident.open();
    }

    /** Milliseconds from the threshold to the collector's receipt of the incident; null without one. */
    @Nullable
    Double thresholdToIncidentMs() {
        String received = incident == null ? null : incident.receivedAt();
        return received == null ? null : sinceThresholdMs(Instant.parse(received));
    }

    /** Milliseconds from the threshold until the demo saw the alert fire; null where it did not. */
    @Nullable
    Double thresholdToAlertMs() {
        return alertFired == null ? null : sinceThresholdMs(alertFired);
    }

    private void freezeBegan(Instant at, FreezeBegan began) {
        freezeBegan = began.began();
        stallBegan = began.began();
        frozenLoop = began.loop();
        timeline.freezeBegan(at, began);
    }

    private void freezeEnded(Instant at, FreezeEnded ended) {
        if (freezeBegan != null) {
            freezeEnded = ended.ended();
            timeline.freezeEnded(at, Duration.between(freezeBegan, ended.ended()));
        }
    }

    private void incident(Instant at, IncidentSeen seen) {
        IncidentView next = seen.incident();
        IncidentView last = incident;
        if (last == null && isOfTheFreeze(next)) {
            incident = next;
            incidentOpened = at;
            stallBegan = earlier(stallBegan, next.started());
            timeline.incidentOpened(at, seen, thresholdToIncidentMs());
        } else if (last != null && last.id().equals(next.id())) {
            incident = next;
            timeline.incidentChanged(at, last, next);
        }
    }

    /** A stall of the same loop that was over before the freeze was one itself is another story. */
    private boolean isOfTheFreeze(IncidentView candidate) {
        return freezeBegan != null
                && candidate.loop().equals(frozenLoop)
                && candidate.stalledUntil().isAfter(freezeBegan.plus(ALMOST_THE_THRESHOLD));
    }

    private void alert(Instant at, AlertView alert) {
        if (frozenLoop == null || !frozenLoop.equals(alert.labels().get("loop"))) {
            return;
        }
        if (alert.firing() && firing.add(alert.alertname())) {
            alertFired = isTheAlert(alert) ? at : alertFired;
            timeline.alertFiring(at, alert, sinceThresholdMs(at));
        } else if (alert.resolvedAfterFiring() && firing.remove(alert.alertname())) {
            alertResolved = isTheAlert(alert) ? at : alertResolved;
            timeline.alertResolved(at, alert);
        }
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    private static boolean isTheAlert(AlertView alert) {
        return alert.alertname().equals(DemoPlan.ALERT);
    }

    /** From the time at which the loop had been frozen for the stall threshold. */
    private double sinceThresholdMs(Instant at) {
        Instant began = stallBegan == null ? at : stallBegan;
        return Duration.between(began.plus(DemoPlan.STALL_THRESHOLD), at).toNanos() / 1e6;
    }
}
