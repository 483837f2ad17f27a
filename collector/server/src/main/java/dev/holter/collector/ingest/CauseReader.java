package dev.holter.collector.ingest;

import dev.holter.collector.domain.Cause;

/** Reads causes. */
final class CauseReader {
    private CauseReader() {}

    static Cause read(String field, dev.holter.wire.v1.Cause wire) {
        return switch (wire) {
            case CAUSE_UNKNOWN -> Cause.UNKNOWN;
            case CAUSE_SOCKET -> Cause.SOCKET;
            case CAUSE_FILE -> Cause.FILE;
            case CAUSE_PROCESS -> Cause.PROCESS;
            case CAUSE_SLEEP -> Cause.SLEEP;
            case CAUSE_LOCK -> Cause.LOCK;
            case CAUSE_WAIT -> Cause.WAIT;
            case CAUSE_NATIVE -> Cause.NATIVE;
            case CAUSE_CPU -> Cause.CPU;
            case CAUSE_BACKLOG -> Cause.BACKLOG;
            case CAUSE_GC -> Cause.GC;
            case CAUSE_SAFEPOINT -> Cause.SAFEPOINT;
            case CAUSE_STARVED -> Cause.STARVED;
            case CAUSE_SUSPENDED -> Cause.SUSPENDED;
            case CAUSE_UNSPECIFIED -> throw new BrokenRule(Rejection.invalid(field, "is not said"));
            case UNRECOGNIZED ->
                throw new BrokenRule(
                        Rejection.invalid(field, "is none that this collector knows: is the probe newer than it?"));
        };
    }

    /** A cause for which the whole process can stand still. */
    static Cause readPause(String field, dev.holter.wire.v1.Cause wire) {
        Cause cause = read(field, wire);
        return switch (cause) {
            case GC, SAFEPOINT, STARVED, SUSPENDED, UNKNOWN -> cause;
            case SOCKET, FILE, PROCESS, SLEEP, LOCK, WAIT, NATIVE, CPU, BACKLOG ->
                throw new BrokenRule(Rejection.invalid(field, "does not stop a whole process: " + cause.label()));
        };
    }
}
