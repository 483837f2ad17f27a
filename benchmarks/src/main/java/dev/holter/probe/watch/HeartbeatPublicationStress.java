package dev.holter.probe.watch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.holter.probe.time.ProbeClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The hazard: the loop's number of the last beat overtakes the beat's other fields, and the watchdog
 * takes the lag of one beat for that of another, or meets a beat that ran on no thread. Two beats run,
 * the nth at time n; the watchdog reads the number, the time and whether there is a thread.
 *
 * <p>The loop numbers its beats itself here, in place of the queue that would hand the number over:
 * that is {@link HeartbeatNumberStress}'s question.
 */
@JCStressTest
@Outcome(id = "0, [0-2], [0-1]", expect = ACCEPTABLE, desc = "no beat seen; the other fields are not to be read")
@Outcome(id = "1, [1-2], 1", expect = ACCEPTABLE, desc = "the first beat seen, with its time or the second's")
@Outcome(id = "2, 2, 1", expect = ACCEPTABLE, desc = "the second beat seen, with its time")
@Outcome(expect = FORBIDDEN, desc = "a beat seen without the time or the thread that it ran on")
@State
public class HeartbeatPublicationStress {
    private final Heartbeat heartbeat = new Heartbeat(new CountingClock());

    @Actor
    public void loop() {
        heartbeat.next();
        heartbeat.run();
        heartbeat.next();
        heartbeat.run();
    }

    @Actor
    public void watchdog(III_Result seen) {
        seen.r1 = (int) heartbeat.lastRun();
        seen.r2 = (int) heartbeat.startedNanos();
        seen.r3 = heartbeat.thread() == null ? 0 : 1;
    }

    /** Each reading is one more than the one before. */
    private static final class CountingClock implements ProbeClock {
        private long readings;

        @Override
        public long nanoTime() {
            return ++readings;
        }

        @Override
        public long epochNanos() {
            return 0;
        }
    }
}
