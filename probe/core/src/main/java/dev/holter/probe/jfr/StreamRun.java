package dev.holter.probe.jfr;

import dev.holter.probe.watch.ProbeThreads;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thread on which a session's stream runs: a daemon, which the one that the JDK offers is not. Any thread. */
final class StreamRun {
    private volatile @Nullable Throwable fault;
    private volatile boolean ended;

    /** Starts the stream; it ends with its session. */
    StreamRun(RecordingSession session) {
        ProbeThreads.factory("holter-jfr-stream").newThread(() -> run(session)).start();
    }

    /** What failed, for people; empty where nothing did. */
    Optional<String> fault() {
        return Optional.ofNullable(fault).map(Throwable::toString);
    }

    boolean isEnded() {
        return ended;
    }

    private void run(RecordingSession session) {
        try {
            session.run().ifPresent(failure -> fault = failure);
        } catch (Throwable failure) {
            fault = failure;
        } finally {
            ended = true;
        }
    }
}
