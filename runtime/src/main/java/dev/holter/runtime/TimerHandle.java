package dev.holter.runtime;

/** A callback that a loop is to run at a time. For the loop's thread. */
public final class TimerHandle extends Handle implements Comparable<TimerHandle> {
    private final Timers timers;
    private final long atNanos;
    private final long number;
    private boolean isQueued = true;

    TimerHandle(Timers timers, long atNanos, long number, Runnable callback) {
        super(callback);
        this.timers = timers;
        this.atNanos = atNanos;
        this.number = number;
    }

    /** When it is due, by {@link EventLoop#nanos()}. */
    public long atNanos() {
        return atNanos;
    }

    @Override
    public void cancel() {
        if (!isCancelled() && isQueued) {
            timers.cancelled();
        }
        super.cancel();
    }

    /** It is due and no longer among the timers. */
    void fired() {
        isQueued = false;
    }

    /** By time, and by when they were made where the times are the same. */
    @Override
    public int compareTo(TimerHandle other) {
        long later = atNanos - other.atNanos;
        return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
