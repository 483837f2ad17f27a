package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.StallEvidence;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.report.Incident;
import java.util.List;
import java.util.Optional;

/**
 * A stall that has ended and may still be judged anew: the JVM tells of a blocking call or a pause up to
 * a second after its end. Watchdog thread only.
 *
 * <p>Until it is settled the stall is in no count, and what was not yet counted of its time is in no
 * total: totals never fall, so that nothing could be taken back from a cause that proves wrong. What
 * was counted while the stall was open stays where it is.
 */
final class EndedStall {
    private final StallEvidence evidence;
    private final StallRecordings recordings;
    private final long endNanos;
    private final StallTotals totals;
    private final long uncountedNanos;

    private Verdict verdict;
    private Optional<Incident> told;
    private boolean settled;

    /**
     * Takes over from the open stall.
     *
     * @param evidence on which the verdict was given
     * @param endNanos when the heartbeat ran
     * @param told the incident as last told; empty where it was suppressed
     * @param uncountedNanos how much of its time is in no total yet
     */
    EndedStall(
            StallEvidence evidence,
            StallRecordings recordings,
            long endNanos,
            Verdict verdict,
            Optional<Incident> told,
            StallTotals totals,
            long uncountedNanos) {
        this.evidence = evidence;
        this.recordings = recordings;
        this.endNanos = endNanos;
        this.verdict = verdict;
        this.told = told;
        this.totals = totals;
        this.uncountedNanos = uncountedNanos;
    }

    long endNanos() {
        return endNanos;
    }

    boolean isIn(StallTotals some) {
        return totals == some;
    }

    /** Judges anew with what came; the incident where that changed it. */
    Optional<Incident> amend(List<Recorded> recorded, Diagnosis diagnosis) {
        if (!recordings.add(recorded, endNanos)) {
            return Optional.empty();
        }
        Verdict amended = diagnosis.judge(evidence.with(recordings.occurrences()));
        if (amended.equals(verdict)) {
            return Optional.empty();
        }
        verdict = amended;
        told = told.map(incident -> with(amended, incident));
        return told;
    }

    /** Counts the stall under the cause that it has now. Once. */
    void settle() {
        if (!settled) {
            settled = true;
            totals.addEnded(verdict.cause(), uncountedNanos);
        }
    }

    private static Incident with(Verdict verdict, Incident last) {
        return new Incident(
                last.id(),
                last.revision() + 1,
                last.loop(),
                last.kind(),
                last.open(),
                last.startedAtEpochNanos(),
                last.durationNanos(),
                verdict.cause(),
                verdict.confidence(),
                verdict.culprit(),
                verdict.details(),
                last.cpuRatio(),
                last.processCpuRatio(),
                last.demand(),
                last.samples(),
                verdict.evidence(),
                verdict.parts(),
                verdict.blocker());
    }
}
