package dev.holter.probe.histogram;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The hazard: a count that falls, because a snapshot has no room for a bucket that was filled while it
 * was taken, or sees a cell go back. Three times are recorded in two buckets while two snapshots are
 * taken one after the other. Results: their counts, each the sum of its buckets.
 */
@JCStressTest
@Outcome(
        id = {"0, [0-3]", "1, [1-3]", "2, [2-3]", "3, 3"},
        expect = ACCEPTABLE,
        desc = "the count stands or rises")
@Outcome(expect = FORBIDDEN, desc = "the count falls")
@State
public class HistogramSnapshotStress {
    private final SingleWriterHistogram histogram = new SingleWriterHistogram();

    @Actor
    public void loop() {
        histogram.record(1_000_000);
        histogram.record(2_000);
        histogram.record(1_000_000);
    }

    @Actor
    public void watchdog(JJ_Result seen) {
        seen.r1 = histogram.snapshot().count();
        seen.r2 = histogram.snapshot().count();
    }
}
