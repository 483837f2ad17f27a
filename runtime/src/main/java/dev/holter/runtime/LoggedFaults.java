package dev.holter.runtime;

import java.lang.System.Logger.Level;

/** What becomes of faults where nobody asked for them. Any thread. */
final class LoggedFaults {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());

    private LoggedFaults() {}

    static void log(EventLoop loop, LoopFault fault) {
        String source = fault.source() == null ? "" : ": " + fault.source();
        LOG.log(Level.ERROR, fault.message() + source, fault.exception());
    }
}
