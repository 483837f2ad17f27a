package dev.holter.probe.watch;

/**
 * Tells of the probe's own faults. The service's logging is not ours, and a fault may be that memory or
 * stack is short: whatever goes wrong while one is told of ends here. Any thread.
 */
public final class ProbeLog {
    private static final System.Logger LOG = System.getLogger("dev.holter.probe");

    private ProbeLog() {}

    public static void warn(String message, Throwable fault) {
        try {
            LOG.log(System.Logger.Level.WARNING, message, fault);
        } catch (Throwable untold) {
            // The counters still tell.
        }
    }
}
