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
 * The hazard: another thread reads a number of callbacks that cannot have been, because it reads two counters one after
 * the other. The loop adds one and removes it, twice; another thread asks how many there are.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 0"},
        expect = ACCEPTABLE,
        desc = "as many as there were at some moment")
@Outcome(expect = FORBIDDEN, desc = "more than there were at any moment, fewer than none, or some are left")
@State
public class ReadyQueueSizeStress {
    private final ReadyQueue ready = new ReadyQueue();

    @Actor
    public void loop() {
        for (int n = 0; n < 2; n++) {
            ready.add(new Handle(() -> {}));
            ready.remove();
            ready.forget();
        }
    }

    @Actor
    public void other(II_Result seen) {
        seen.r1 = ready.size();
    }

    @Arbiter
    public void after(II_Result seen) {
        seen.r2 = ready.size();
    }
}
