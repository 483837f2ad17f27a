package dev.holter.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * The hazard: of two callbacks that come at once one is lost, or both wake a loop that sleeps. Two threads leave one
 * each, and say whether they would wake the loop; then the loop says how many it found.
 */
@JCStressTest
@Outcome(
        id = {"true, false, 2", "false, true, 2"},
        expect = ACCEPTABLE,
        desc = "both arrive, and one of them wakes the loop")
@Outcome(expect = FORBIDDEN, desc = "one is lost, or the loop is woken never or twice")
@State
public class InboxAddStress {
    private final Inbox inbox = new Inbox();

    public InboxAddStress() {
        inbox.fallAsleep();
    }

    @Actor
    public void one(ZZI_Result seen) {
        seen.r1 = inbox.add(new Inbox.Letter(() -> {}));
    }

    @Actor
    public void other(ZZI_Result seen) {
        seen.r2 = inbox.add(new Inbox.Letter(() -> {}));
    }

    @Arbiter
    public void loop(ZZI_Result seen) {
        ReadyQueue ready = new ReadyQueue();
        inbox.wakeUp(ready);
        seen.r3 = ready.size();
    }
}
