package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;

/** What one stack shows its thread doing. */
enum Activity {
    SOCKET(Cause.SOCKET, "in a network call"),
    FILE(Cause.FILE, "in file input or output"),
    PROCESS(Cause.PROCESS, "in a call on a child process"),
    SLEEP(Cause.SLEEP, "asleep"),
    LOCK(Cause.LOCK, "waiting for a lock"),
    WAIT(Cause.WAIT, "waiting for another thread"),
    NATIVE(Cause.NATIVE, "in native code"),
    RUNNING(Cause.CPU, "running"),
    IDLE(Cause.UNKNOWN, "waiting for work, with no application code under it");

    private final Cause cause;
    private final String words;

    Activity(Cause cause, String words) {
        this.cause = cause;
        this.words = words;
    }

    /** The cause of a stall that consists of this. */
    Cause cause() {
        return cause;
    }

    /** For a sentence that begins with "the thread was". */
    String words() {
        return words;
    }

    /** Whether a thread that does this wants no processor. Native code may wait or compute. */
    boolean wantsNoProcessor() {
        return isBlocked() && this != NATIVE;
    }

    /** Whether a thread that does this may be using no CPU. */
    boolean isBlocked() {
        return switch (this) {
            case SOCKET, FILE, PROCESS, SLEEP, LOCK, WAIT, NATIVE -> true;
            case RUNNING, IDLE -> false;
        };
    }
}
