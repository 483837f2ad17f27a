package dev.holter.probe.jfr;

import dev.holter.probe.diagnosis.Occurrence;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Puts together what stopped the whole process: a collection's pause, with the collection it was of, a
 * VM operation, or threads that took long to stop. Times are the recording's. For the stream's thread.
 *
 * <p>The pauses of a collection are VM operations as well: they count as the collection's.
 */
final class PauseEvents {
    /** A collector's operation may come without the pause that it is, which is told in another flush. */
    private static final Pattern OF_COLLECTORS =
            Pattern.compile("(G1|Z|X|Shenandoah|Parallel|Serial|Gen|CollectFor).*");

    private record Span(String name, long fromNanos, long toNanos) {
        static Span of(String name, RecordedEvent event) {
            return new Span(name, RecordingClock.startNanos(event), RecordingClock.endNanos(event));
        }

        boolean isMostly(List<Span> others) {
            long covered = 0;
            for (Span other : others) {
                covered += Math.max(0, Math.min(toNanos, other.toNanos) - Math.max(fromNanos, other.fromNanos));
            }
            return covered * 2 >= toNanos - fromNanos;
        }
    }

    private record Pause(Span span, int collectionId) {}

    private final Map<Integer, String> collections = new HashMap<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Span> operations = new ArrayList<>();
    private final List<Span> waitsForThreads = new ArrayList<>();

    void readFrom(EventStream stream) {
        stream.onEvent("jdk.GarbageCollection", this::collection);
        stream.onEvent("jdk.GCPhasePause", this::pause);
        stream.onEvent("jdk.ExecuteVMOperation", this::operation);
        stream.onEvent("jdk.SafepointBegin", event -> waitsForThreads.add(Span.of("", event)));
    }

    /** Takes what was read since the last time. */
    List<Recorded> take() {
        List<Recorded> taken = new ArrayList<>();
        pauses.forEach(pause -> taken.add(recorded(pause)));
        List<Span> paused = pauses.stream().map(Pause::span).toList();
        for (Span operation : operations) {
            if (!operation.isMostly(paused)) {
                boolean collects = OF_COLLECTORS.matcher(operation.name()).matches();
                String words = "the VM operation " + operation.name();
                Map<String, String> details = Map.of(Occurrence.VM_OPERATION, operation.name());
                taken.add(recorded(collects ? Cause.GC : Cause.SAFEPOINT, operation, words, details));
            }
        }
        for (Span wait : waitsForThreads) {
            taken.add(recorded(Cause.SAFEPOINT, wait, "threads that took long to stop at a safepoint", Map.of()));
        }
        collections.clear();
        pauses.clear();
        operations.clear();
        waitsForThreads.clear();
        return taken;
    }

    private void collection(RecordedEvent event) {
        collections.put(event.getInt("gcId"), event.getString("name") + ", " + event.getString("cause"));
    }

    private void pause(RecordedEvent event) {
        pauses.add(new Pause(Span.of(event.getString("name"), event), event.getInt("gcId")));
    }

    private void operation(RecordedEvent event) {
        if (event.getBoolean("safepoint")) {
            operations.add(Span.of(event.getString("operation"), event));
        }
    }

    /** A pause of a collection that still goes on bears its own name only. */
    private Recorded recorded(Pause pause) {
        String collection =
                collections.getOrDefault(pause.collectionId(), pause.span().name());
        return recorded(
                Cause.GC,
                pause.span(),
                "a pause for garbage collection (" + collection + ")",
                Map.of("collection", collection));
    }

    private static Recorded recorded(Cause cause, Span span, String words, Map<String, String> details) {
        return new Recorded(cause, Recorded.PROCESS, span.fromNanos(), span.toNanos(), true, words, details);
    }
}
