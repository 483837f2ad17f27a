package dev.holter.probe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.holter.probe.report.CallbackType;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/**
 * The hazards: a longest callback that is not in the total, a total with fewer callbacks than are in
 * it, and a longest callback that the watchdog takes away and loses. Two callbacks end, of 5 and of 3
 * ns, while the watchdog reads. Results: count, total and longest as seen, and the longest in the end.
 */
@JCStressTest
@Outcome(id = "[0-2], 0, 0, 5", expect = ACCEPTABLE, desc = "no callback's time seen")
@Outcome(id = "[1-2], 5, (0|5), 5", expect = ACCEPTABLE, desc = "the first seen, maybe before it was the longest")
@Outcome(id = "2, 8, (0|5), 5", expect = ACCEPTABLE, desc = "both seen")
@Outcome(expect = FORBIDDEN, desc = "numbers that contradict each other, or a longest callback lost")
@State
public class TimedCallbacksStress {
    private final TimedCallbacks callbacks = new TimedCallbacks(Runnable.class);

    @Actor
    public void loop() {
        callbacks.ran(5);
        callbacks.ran(3);
    }

    @Actor
    public void watchdog(JJJJ_Result seen) {
        CallbackType type = callbacks.soFar();
        seen.r1 = type.count();
        seen.r2 = type.totalNanos();
        seen.r3 = type.maxNanos();
    }

    @Arbiter
    public void end(JJJJ_Result seen) {
        seen.r4 = callbacks.soFar().maxNanos();
    }
}
