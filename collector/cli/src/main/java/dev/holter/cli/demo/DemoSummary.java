package dev.holter.cli.demo;

import dev.holter.cli.api.FrameView;
import dev.holter.cli.api.IncidentView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the demo.
 *
 * @param failures what should have been otherwise, a sentence each; none where all is well
 * @param thresholdToIncidentMs from the time at which the loop had been frozen for the stall threshold to
 *     the collector's receipt of the incident, milliseconds; null without an incident
 * @param thresholdToAlertMs from the same time until the demo saw {@link DemoPlan#ALERT} fire; null where it
 *     did not
 * @param cause as the incident has it in its last version
 * @param cpuRatio CPU time of the loop's thread as a share of the freeze, by the incident
 */
public record DemoSummary(
        DemoPlan plan,
        List<String> failures,
        @Nullable Double thresholdToIncidentMs,
        @Nullable Double thresholdToAlertMs,
        @Nullable String cause,
        @Nullable FrameView culprit,
        @Nullable Double cpuRatio,
        LoadReport load) {

    /** Judges what was seen. */
    static DemoSummary of(DemoPlan plan, Observations seen, LoadReport load) {
        IncidentView incident = seen.incident();
        return new DemoSummary(
                plan,
                failures(plan.cause(), seen, incident),
                seen.thresholdToIncidentMs(),
                seen.thresholdToAlertMs(),
                incident == null ? null : incident.cause(),
                incident == null ? null : incident.culprit(),
                incident == null ? null : incident.cpuRatio(),
                load);
    }

    /** Whether Holter said what it had to, and nothing that it must not. */
    boolean ok() {
        return failures.isEmpty();
    }

    private static List<String> failures(PlantedCause planted, Observations seen, @Nullable IncidentView incident) {
        List<String> failures = new ArrayList<>();
        if (incident == null) {
            failures.add("no incident was opened for the frozen loop");
        } else {
            judgeIncident(planted, incident, failures);
        }
        if (incident != null && !seen.incidentOpenedInTime()) {
            failures.add("the incident came only after the loop was back");
        }
        judgeAlert(planted, seen, failures);
        return failures;
    }

    private static void judgeIncident(PlantedCause planted, IncidentView incident, List<String> failures) {
        FrameView culprit = incident.culprit();
        if (!incident.cause().equals(planted.label())) {
            failures.add("the incident names the cause " + incident.cause() + " instead of " + planted.label());
        }
        if (culprit == null || !planted.isCulprit(culprit)) {
            failures.add("the incident names " + (culprit == null ? "no culprit" : culprit.toString()) + " instead of "
                    + planted.culprit());
        }
        if (incident.open()) {
            failures.add("the incident is still open");
        }
    }

    private static void judgeAlert(PlantedCause planted, Observations seen, List<String> failures) {
        if (planted.standsStill() && seen.alertFired() == null) {
            failures.add(DemoPlan.ALERT + " did not fire");
        } else if (planted.standsStill() && seen.alertResolved() == null) {
            failures.add(DemoPlan.ALERT + " was not resolved");
        } else if (!planted.standsStill() && seen.alertFired() != null) {
            failures.add(DemoPlan.ALERT + " fired, though the loop was computing and not blocked");
        }
    }
}
