package dev.holter.probe.watch;

import java.util.concurrent.atomic.AtomicBoolean;

/** Takes in the faults of one part of the probe: counts each, and logs the first. Throws nothing. Any thread. */
public final class Faults {
    private final Drops drops;
    private final Drop kind;
    private final String consequence;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Has not taken in any.
     *
     * @param consequence what it means for people who read the log
     */
    public Faults(Drops drops, Drop kind, String consequence) {
        this.drops = drops;
        this.kind = kind;
        this.consequence = consequence;
    }

    /** One more. */
    public void add(Throwable fault) {
        drops.add(kind);
        if (told.compareAndSet(false, true)) {
            ProbeLog.warn(consequence, fault);
        }
    }
}
