package dev.holter.probe;

import dev.holter.probe.histogram.SingleWriterHistogram;
import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.SlowCallback;
import dev.holter.probe.time.ProbeClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Times the callbacks of one loop, for hooks that see where each ends. {@link #began}, {@link #ran},
 * {@link #idle}, {@link #giveUp} and {@link #timerFired} are for the loop's thread alone; they allocate nothing once a
 * type has been seen, slow callbacks apart, take no lock, and read the clock at most once. The rest is for one other thread,
 * the watchdog's, at any time.
 *
 * <p>A callback is timed from the end of the one before it, so what the loop does between two of them
 * counts into the second. That costs one reading of the clock for each, and not two.
 */
public final class CallbackMeter {
    private static final AtomicLongFieldUpdater<CallbackMeter> COUNT = updater("count");
    private static final AtomicLongFieldUpdater<CallbackMeter> SLOW = updater("slow");
    private static final AtomicLongFieldUpdater<CallbackMeter> LONG_COUNT = updater("longCount");
    private static final AtomicLongFieldUpdater<CallbackMeter> LONG_NANOS = updater("longNanos");

    private static final double NANOS_IN_A_SECOND = 1e9;

    private final ProbeClock clock;
    private final long slowNanos;
    private final long quickNanos;

    private final BusyTime busy = new BusyTime();
    private volatile long count;
    private volatile long slow;
    /** Callbacks that were not quick. */
    private volatile long longCount;

    private volatile long longNanos;
    private final SlowCallbacks untaken = new SlowCallbacks();
    private final SingleWriterHistogram durations = new SingleWriterHistogram();
    private final SingleWriterHistogram timerLateness = new SingleWriterHistogram();
    private final CallbackTypes types = new CallbackTypes();

    /** When the last callback ended, or the loop turned to work. Loop's thread only. */
    private long boundaryNanos;

    private boolean running;

    private volatile @Nullable Runnable waiter;
    private volatile boolean givenUp;

    /** What was told last. Watchdog only. */
    private long toldBusyNanos;

    private long markedCount;
    private long markedLongCount;
    private long markedLongNanos;
    private double markedSeconds;
    private long slowTaken;

    /**
     * Makes a meter that counts nothing yet, for which every callback is quick that is not slow.
     *
     * @param slowNanos from how long on a callback is slow
     */
    public CallbackMeter(ProbeClock clock, long slowNanos) {
        this(clock, slowNanos, slowNanos);
    }

    /**
     * Makes a meter that counts nothing yet.
     *
     * @param slowNanos from how long on a callback is slow
     * @param quickNanos below which a callback is quick: it does not stall the loop alone; at most {@code
     *     slowNanos}
     */
    public CallbackMeter(ProbeClock clock, long slowNanos, long quickNanos) {
        this.clock = clock;
        this.slowNanos = slowNanos;
        this.quickNanos = quickNanos;
    }

    /** The loop turns to work: the first callback begins. */
    public void began() {
        boundaryNanos = clock.nanoTime();
        if (!running) {
            running = true;
            busy.began(boundaryNanos);
            Runnable waiting = waiter;
            if (waiting != null) {
                waiter = null;
                waiting.run();
            }
        }
    }

    /**
     * Has the loop itself run something as it next turns to work, once. Watchdog only.
     *
     * @param wake takes the place of one that has not run yet; null for none; must not block or throw
     */
    public void onNextWork(@Nullable Runnable wake) {
        waiter = wake;
    }

    /**
     * A callback has just ended, and the next one begins. Where the meter does not know when it began,
     * because the hooks came while it ran, it is not counted.
     *
     * @param type class of the callback; it is held weakly
     */
    public void ran(Class<?> type) {
        if (!running) {
            began();
            return;
        }
        long nowNanos = clock.nanoTime();
        long tookNanos = nowNanos - boundaryNanos;
        boundaryNanos = nowNanos;
        durations.record(tookNanos);
        if (tookNanos >= quickNanos) {
            tookLong(type, tookNanos);
        }
        types.ran(type, tookNanos);
        COUNT.lazySet(this, count + 1);
    }

    private void tookLong(Class<?> type, long tookNanos) {
        LONG_COUNT.lazySet(this, longCount + 1);
        LONG_NANOS.lazySet(this, longNanos + tookNanos);
        if (tookNanos >= slowNanos) {
            untaken.add(type, tookNanos);
            SLOW.lazySet(this, slow + 1);
        }
    }

    /** The loop goes back to wait. What it did since the last callback ended is nobody's time. */
    public void idle() {
        if (running) {
            running = false;
            busy.ended(boundaryNanos);
        }
    }

    /** Nothing more will be told: what was told so far says no longer what the loop does. */
    public void giveUp() {
        givenUp = true;
        idle();
    }

    /**
     * A timer of the loop fired.
     *
     * @param latenessNanos how much later than it was due; a negative one counts as 0
     */
    public void timerFired(long latenessNanos) {
        timerLateness.record(latenessNanos);
    }

    /**
     * Whether the loop was ever seen to work, and still would be: one that has no hooks, or lost them, has
     * nothing to report. Any thread.
     */
    public boolean isUsed() {
        return busy.isUsed() && !givenUp;
    }

    /** Whether the loop is seen to work now. Any thread. */
    public boolean isBusy() {
        return busy.goesOn();
    }

    /** What the callbacks did so far. Watchdog only. */
    public CallbackState state() {
        return new CallbackState(
                count, slow, busyNanos(), durations.snapshot(), timerLateness.snapshot(), types.worst());
    }

    /** The slow callbacks since the last time; at most 16, the newest. Watchdog only. */
    public List<SlowCallback> takeSlow() {
        long now = slow;
        if (now == slowTaken) {
            return List.of();
        }
        slowTaken = now;
        return untaken.take();
    }

    /** Sets the beginning for what is told since the mark. Watchdog only. */
    public void mark() {
        markedCount = count;
        // Before the time of all: a long one that ends meanwhile is to make the quick ones look fewer, not more.
        markedLongNanos = longNanos;
        markedLongCount = longCount;
        markedSeconds = durations.sumSeconds();
        types.mark();
    }

    /** How many callbacks ended since the mark. Watchdog only. */
    public long ranSinceMark() {
        return count - markedCount;
    }

    /** How many of those were quick, give or take one that ends meanwhile. Watchdog only. */
    public long quickSinceMark() {
        return Math.max(0, ranSinceMark() - (longCount - markedLongCount));
    }

    /** How long the quick ones took together, give or take one that ends meanwhile. Watchdog only. */
    public long quickNanosSinceMark() {
        long allNanos = Math.round((durations.sumSeconds() - markedSeconds) * NANOS_IN_A_SECOND);
        return Math.max(0, allNanos - (longNanos - markedLongNanos));
    }

    /** The types of those that ran, most frequent first, with what they did since; at most 8. Watchdog only. */
    public List<CallbackType> frequentSinceMark() {
        return types.frequentSinceMark();
    }

    /**
     * Between the end of its last callback and its going idle a loop may be told to be busy for a
     * little longer than it turns out to have been: what was told stands until the truth has passed it.
     */
    private long busyNanos() {
        toldBusyNanos = Math.max(toldBusyNanos, busy.nanos(clock.nanoTime()));
        return toldBusyNanos;
    }

    private static AtomicLongFieldUpdater<CallbackMeter> updater(String field) {
        return AtomicLongFieldUpdater.newUpdater(CallbackMeter.class, field);
    }
}
