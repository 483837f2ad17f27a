package dev.holter.probe.jfr;

import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/**
 * Reads waits of virtual threads that were pinned to their carriers. Where the carrier is a loop's thread, which JDK 24
 * and later tell, the loop stood for as long. Any other is a witness beside the stalls of its time: a loop that waits
 * for a virtual thread waits for those as well that hold its carriers. Times are the recording's. For the stream's
 * thread.
 */
final class PinnedEvents {
    private static final int MOST_A_FLUSH = 32;

    private final FrameClassifier classifier;
    private final Supplier<Set<Long>> watched;
    private final Runnable onSuppressed;
    private final List<Recorded> read = new ArrayList<>();

    PinnedEvents(FrameClassifier classifier, Supplier<Set<Long>> watched, Runnable onSuppressed) {
        this.classifier = classifier;
        this.watched = watched;
        this.onSuppressed = onSuppressed;
    }

    void readFrom(EventStream stream) {
        stream.onEvent("jdk.VirtualThreadPinned", this::pinned);
    }

    /** Takes what was read since the last time. */
    List<Recorded> take() {
        List<Recorded> taken = List.copyOf(read);
        read.clear();
        return taken;
    }

    private void pinned(RecordedEvent event) {
        if (read.size() >= MOST_A_FLUSH) {
            onSuppressed.run();
            return;
        }
        Optional<RecordedThread> carrier = event.hasField("carrierThread")
                ? Optional.ofNullable(event.getThread("carrierThread"))
                : Optional.empty();
        read.add(carrier.filter(thread -> watched.get().contains(thread.getJavaThreadId()))
                .map(loop -> onALoop(event, loop.getJavaThreadId()))
                .orElseGet(() -> elsewhere(event, carrier)));
    }

    private Recorded onALoop(RecordedEvent event, long threadId) {
        return recorded(
                event, threadId, true, "a wait of a virtual thread that was pinned to the loop's" + where(event));
    }

    private Recorded elsewhere(RecordedEvent event, Optional<RecordedThread> carrier) {
        String words = String.format(
                Locale.ROOT,
                "a virtual thread that was pinned to its carrier%s for %.1f ms",
                carrier.map(thread -> " " + thread.getJavaName()).orElse(""),
                event.getDuration().toNanos() / 1e6);
        return recorded(event, Recorded.PROCESS, false, words + where(event));
    }

    private static Recorded recorded(RecordedEvent event, long threadId, boolean standstill, String words) {
        return new Recorded(
                Cause.WAIT,
                threadId,
                RecordingClock.startNanos(event),
                RecordingClock.endNanos(event),
                standstill,
                words,
                Map.of());
    }

    /** In whose code, and why it was pinned, as far as the JDK tells. */
    private String where(RecordedEvent event) {
        String place = RecordedStacks.culprit(event.getStackTrace(), classifier)
                .map(frame -> ", in " + frame.getClassName() + "." + frame.getMethodName())
                .orElse("");
        String reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : null;
        return place + (reason == null ? "" : " (" + reason + ")");
    }
}
