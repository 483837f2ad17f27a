package dev.holter.probe.report;

/** Why a loop did not run. */
public enum Cause {
    /** None of the others could be shown. */
    UNKNOWN,
    /** Blocked in a network call. */
    SOCKET,
    /** Blocked in a file's input or output. */
    FILE,
    /** Blocked in a child process: starting it, or waiting for its end. */
    PROCESS,
    /** Asleep. */
    SLEEP,
    /** Waiting for a monitor or a lock that another thread holds. */
    LOCK,
    /** Waiting for another thread's result. */
    WAIT,
    /** Blocked in native code that is none of the above. */
    NATIVE,
    /** Computing. */
    CPU,
    /** Running many callbacks, none of them slow. */
    BACKLOG,
    /** Stopped for garbage collection. */
    GC,
    /** Stopped by the JVM for another reason. */
    SAFEPOINT,
    /** Ready to run and given no processor. */
    STARVED,
    /** Stopped with its whole process. */
    SUSPENDED
}
