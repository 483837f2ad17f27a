package dev.holter.collector.domain;

import java.util.Locale;

/** Why a loop did not run; the constants are those of the wire, without their prefix. */
public enum Cause {
    UNKNOWN,
    SOCKET,
    FILE,
    PROCESS,
    SLEEP,
    LOCK,
    WAIT,
    NATIVE,
    CPU,
    BACKLOG,
    GC,
    SAFEPOINT,
    STARVED,
    SUSPENDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the outside: metric labels, JSON, command line. */
    public String label() {
        return label;
    }
}
