package dev.holter.probe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * The hazard: the watchdog counts a time twice, once as past and once as running, and 47 seconds are
 * reported as 94. The loop works from 10 to 13 and again from 20 on; the watchdog reads for the time 20.
 */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "before the loop began")
@Outcome(id = "10", expect = ACCEPTABLE, desc = "it works since 10 for all one knows")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "it worked from 10 to 13")
@Outcome(expect = FORBIDDEN, desc = "a time counted twice, or not at all")
@State
public class BusyTimeStress {
    private final BusyTime busy = new BusyTime();

    @Actor
    public void loop() {
        busy.began(10);
        busy.ended(13);
        busy.began(20);
    }

    @Actor
    public void watchdog(J_Result seen) {
        seen.r1 = busy.nanos(20);
    }
}
