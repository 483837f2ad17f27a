package dev.holter.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The hazard: a future that another thread completes is completed with a result that the loop does not see in full, or
 * never. Work elsewhere writes its result without synchronisation and leaves the completion with the loop, which takes
 * in what came; what came too late it takes in the next time.
 */
@JCStressTest
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "completed in the next pass")
@Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "completed in this one")
@Outcome(expect = FORBIDDEN, desc = "completed without its result, or not at all")
@State
public class OffLoopCompletionStress {
    private final Inbox inbox = new Inbox();
    private final ReadyQueue ready = new ReadyQueue();
    private int completedWith;

    private static final class Result {
        private int value;
    }

    @Actor
    public void work() {
        Result result = new Result();
        result.value = 7;
        inbox.add(new Inbox.Letter(() -> completedWith = result.value));
    }

    @Actor
    public void loop(II_Result seen) {
        inbox.fallAsleep();
        pass();
        seen.r1 = completedWith;
    }

    @Arbiter
    public void nextPass(II_Result seen) {
        pass();
        seen.r2 = completedWith;
    }

    private void pass() {
        inbox.wakeUp(ready);
        while (!ready.isEmpty()) {
            ready.remove().run();
            ready.forget();
        }
    }
}
