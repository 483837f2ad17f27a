package dev.holter.probe.watch;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.SlowCallback;

/** Where the watchdog leaves what it found. Called on the watchdog thread: must not block. */
public interface Findings {

    /** Replaces the states before it. Delivered before any incident that is left later. */
    void state(ProcessState state);

    /** An incident that opened, changed or ended. */
    void incident(Incident incident);

    /** A callback of a loop that took long has ended. Counted in the state as well: most have no use for it. */
    default void slowCallback(String loop, SlowCallback callback) {}
}
