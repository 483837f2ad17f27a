package dev.holter.probe.stream;

import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the operator what becomes of the connection: one line when it comes, when it goes, and for each
 * distinct refusal; none for an attempt that fails like the one before. Not safe for several threads.
 */
final class StreamLog {
    /** A collector that words each refusal anew must fill neither the log nor the memory. */
    private static final int MAX_REFUSALS = 20;

    private final Logger logger;
    private final String collector;
    private final Set<String> refusals = new HashSet<>();
    private State state = State.NEW;

    private enum State {
        NEW,
        CONNECTED,
        AWAY,
        REFUSING
    }

    /**
     * @param collector where it is, for people
     */
    StreamLog(Logger logger, String collector) {
        this.logger = logger;
        this.collector = collector;
    }

    /** The collector took the introduction. After a refusal that says little: the next one may follow at once. */
    void connected(String collectorVersion) {
        if (state != State.REFUSING) {
            logger.log(
                    Level.INFO, "Reporting to the collector at " + collector + ", version " + collectorVersion + ".");
        }
        state = State.CONNECTED;
    }

    /** The stream ended, or could not begin, for a reason that may pass. */
    void away(Status status) {
        if (state != State.AWAY) {
            String what = state == State.NEW ? "Cannot reach the collector at " : "Lost the collector at ";
            logger.log(
                    Level.WARNING,
                    what + collector + ": " + reason(status)
                            + ". The service is not affected; the probe keeps trying.");
        }
        state = State.AWAY;
    }

    /** The collector does not take what this probe sends. */
    void refused(Status status) {
        state = State.REFUSING;
        String reason = reason(status);
        if (refusals.size() < MAX_REFUSALS && refusals.add(reason)) {
            logger.log(
                    Level.WARNING,
                    "The collector at " + collector + " refuses the reports of this probe: " + reason
                            + ". The service is not affected; the probe tries again now and then.");
        }
    }

    /** The cause's words where there is a cause: gRPC's own are "io exception" then. */
    private static String reason(Status status) {
        if (status.isOk()) {
            return "it ended the stream";
        }
        Throwable cause = status.getCause();
        String words = cause == null ? status.getDescription() : cause.getMessage();
        String code = status.getCode().name();
        if (words == null || words.isBlank()) {
            return cause == null ? code : code + ", " + cause.getClass().getName();
        }
        return code + ", " + words.lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
