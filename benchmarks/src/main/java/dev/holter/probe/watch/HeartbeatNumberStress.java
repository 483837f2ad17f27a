package dev.holter.probe.watch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.holter.probe.time.SystemProbeClock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The hazard: the loop runs a beat and does not see its number, so that the watchdog waits for ever for
 * a beat that ran. The watchdog numbers a beat and queues it; the loop takes it from the queue and runs
 * it. Results: whether the loop ran a beat, and the number of the last beat that ran.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the loop found nothing in its queue")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the loop ran the beat under its number")
@Outcome(expect = FORBIDDEN, desc = "the beat ran under a number that is not its own")
@State
public class HeartbeatNumberStress {
    private final Heartbeat heartbeat = new Heartbeat(SystemProbeClock.INSTANCE);
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

    @Actor
    public void watchdog() {
        heartbeat.next();
        queue.offer(heartbeat);
    }

    @Actor
    public void loop(II_Result seen) {
        Runnable callback = queue.poll();
        if (callback != null) {
            callback.run();
            seen.r1 = 1;
        }
    }

    @Arbiter
    public void end(II_Result seen) {
        seen.r2 = (int) heartbeat.lastRun();
    }
}
