package dev.holter.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The hazard: a loop goes to sleep on a callback that nobody wakes it for, and it waits until something else happens.
 * A thread leaves a callback, and says whether it would wake the loop; the loop says whether it sleeps.
 */
@JCStressTest
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the loop saw it, and does not sleep")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it sleeps, and is woken")
@Outcome(expect = FORBIDDEN, desc = "it sleeps and nobody wakes it, or it is woken for nothing")
@State
public class InboxWakeupStress {
    private final Inbox inbox = new Inbox();

    @Actor
    public void other(ZZ_Result seen) {
        seen.r1 = inbox.add(new Inbox.Letter(() -> {}));
    }

    @Actor
    public void loop(ZZ_Result seen) {
        seen.r2 = inbox.fallAsleep();
    }
}
