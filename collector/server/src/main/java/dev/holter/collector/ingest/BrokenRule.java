package dev.holter.collector.ingest;

/**
 * Leaves the readers of a message from wherever in it a rule is broken. Never leaves the package: {@link
 * WireReader} turns it into a {@link Reading.Invalid}. Has no stack trace, since a probe decides how
 * often it happens.
 */
final class BrokenRule extends RuntimeException {
    private final transient Rejection rejection;

    BrokenRule(Rejection rejection) {
        super(rejection.description(), null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}
