package dev.holter.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The hazard: work that ends while its loop is closed brings an exception down on the executor's thread, which is
 * somebody else's, or completes a future of a loop that is gone. Whoever calls {@link EventLoop#callSoonThreadsafe}
 * then is told, or comes to no avail.
 */
@JCStressTest
@Outcome(
        id = {"true, true", "true, false"},
        expect = ACCEPTABLE,
        desc = "the work ends in silence; the call is taken in or refused")
@Outcome(expect = FORBIDDEN, desc = "the executor's thread got an exception")
@State
public class OffLoopCloseStress {
    private final AtomicReference<Runnable> handedOver = new AtomicReference<>();
    private @Nullable EventLoop opened;

    /** Opened by the first that comes, so that few are open at a time: each has two files open. */
    private synchronized EventLoop loop() {
        EventLoop loop = opened;
        if (loop == null) {
            loop = EventLoop.open();
            loop.offLoop().run(handedOver::set, () -> 7);
            opened = loop;
        }
        return loop;
    }

    @Actor
    public void worker(ZZ_Result seen) {
        EventLoop loop = loop();
        handedOver.get().run();
        seen.r1 = true;
        try {
            loop.callSoonThreadsafe(() -> {});
            seen.r2 = true;
        } catch (IllegalStateException closed) {
            seen.r2 = false;
        }
    }

    @Actor
    public void closer() {
        loop().close();
    }
}
