package dev.holter.probe.jfr;

import dev.holter.probe.watch.ProbeThreads;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The thread on which a session's stream runs: a daemon, which the one that the JDK offers is not. Any thread. */
final class StreamRun {
    private final CompletableFuture<String> end = new CompletableFuture<>();

    /** Starts the stream; it ends with its session. */
    StreamRun(RecordingSession session) {
        ProbeThreads.factory("holter-jfr-stream").newThread(() -> run(session)).start();
    }

    /** Why the stream has ended; empty while it runs. */
    Optional<String> end() {
        return Optional.ofNullable(end.getNow(null));
    }

    private void run(RecordingSession session) {
        try {
            end.complete(session.run().map(Throwable::toString).orElse("somebody stopped the recording"));
        } catch (Throwable fault) {
            end.complete(fault.toString());
        }
    }
}
