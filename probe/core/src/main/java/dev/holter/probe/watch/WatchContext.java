package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.ThreadAccounts;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.report.Incident;
import dev.holter.probe.time.ProbeClock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the monitors of one watchdog share, and the incidents that they found in this pass. Watchdog
 * thread only.
 */
record WatchContext(
        ProbeClock clock,
        Timing timing,
        ThreadCpuClock cpuClock,
        ThreadAccounts threadAccounts,
        ProcessReadings readings,
        StackSampler sampler,
        PauseDetector pauses,
        Diagnosis diagnosis,
        IncidentBudget incidents,
        Drops drops,
        RecentStalls recentStalls,
        Runnable wake,
        List<Incident> foundInPass) {

    /** Leaves an incident for the end of the pass. */
    void found(Incident incident) {
        foundInPass.add(incident);
    }

    /** Takes what the pass found. */
    List<Incident> takeFound() {
        if (foundInPass.isEmpty()) {
            return List.of();
        }
        List<Incident> taken = new ArrayList<>(foundInPass);
        foundInPass.clear();
        return taken;
    }
}
