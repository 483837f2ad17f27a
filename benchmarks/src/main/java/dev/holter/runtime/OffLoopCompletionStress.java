package dev.holter.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The hazard: a future that another thread completes is completed with a result that the loop does not see in full, or
 * the loop waits on and nobody wakes it. A thread does the work of {@link OffLoop} and writes its result without
 * synchronisation, while the loop begins to wait for the future of it, for a second at most.
 */
@JCStressTest
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "completed in full, and nothing is left")
@Outcome(id = "-1, .*", expect = FORBIDDEN, desc = "the loop was not woken")
@Outcome(expect = FORBIDDEN, desc = "completed without its result, or more than once")
@State
public class OffLoopCompletionStress {
    /** One for all states: each has two files open. */
    private static final EventLoop LOOP = EventLoop.open();

    private final AtomicReference<Runnable> handedOver = new AtomicReference<>();
    private final LoopFuture<Result> future = LOOP.offLoop().run(handedOver::set, OffLoopCompletionStress::work);

    private static final class Result {
        private int value;
    }

    private static Result work() {
        Result result = new Result();
        result.value = 7;
        return result;
    }

    @Actor
    public void worker() {
        handedOver.get().run();
    }

    @Actor
    public void loop(II_Result seen) {
        TimerHandle guard = LOOP.callLater(Duration.ofSeconds(1), LOOP::stop);
        try {
            seen.r1 = LOOP.runUntilComplete(future).value;
        } catch (Exception timeIsOver) {
            seen.r1 = -1;
        } finally {
            guard.cancel();
        }
    }

    @Arbiter
    public void left(II_Result seen) {
        seen.r2 = LOOP.pendingCallbacks();
    }
}
