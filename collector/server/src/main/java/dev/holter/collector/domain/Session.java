package dev.holter.collector.domain;

/**
 * One stream of one process, from its introduction to its end. Opaque to others: the fleet gives it out
 * and wants it back with everything that came on that stream. Compared by identity.
 */
public final class Session {
    private final ProcessIdentity identity;

    Session(ProcessIdentity identity) {
        this.identity = identity;
    }

    /** Who introduced itself on the stream. */
    public ProcessIdentity identity() {
        return identity;
    }

    @Override
    public String toString() {
        return identity.key().service() + " " + identity.key().process();
    }
}
