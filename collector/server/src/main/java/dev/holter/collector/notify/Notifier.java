package dev.holter.collector.notify;

import dev.holter.collector.alert.AlertChange;

/** Tells one receiver of alerts. */
public interface Notifier extends AutoCloseable {

    /**
     * Takes note of a change. Called by the thread that evaluates: never blocks, never throws. An alert
     * that never fired is nobody's business.
     */
    void changed(AlertChange change);

    /** Ends the notifier's threads; what is under way is given up. Does not wait for the receiver. */
    @Override
    void close();
}
