package dev.holter.system.zoo;

import dev.holter.system.zoo.ZooKeeper.Observation;
import dev.holter.system.zoo.ZooRun.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run for judges to judge: the service is ready at 1000 ms, healthy from 2000 to 3000 ms, stopped on purpose from 4000
 * to 5000 ms, and from 6000 to 7000 ms a lock holds {@code loop-1} up from 6200 to 6500 ms.
 */
final class Observed {
    static final CodeLine CULPRIT = new CodeLine("com.example.zoo.lock.InventoryLock", "handle", 21);
    static final String LOCK_OWNER = "inventory-refresh";

    private static final long MILLI = 1_000_000;
    private static final List<Exhibit> EXHIBITS = List.of(
            exhibit("idle", "ROUTINE"),
            exhibit("stopped", "ROUTINE", "suspended"),
            exhibit("reentrant-lock", "PATHOLOGY", "lock"));

    private final List<SeenIncident> incidents = new ArrayList<>();
    private Map<String, Long> parts = Map.of();
    private Truth.ProcessorTime processor = new Truth.ProcessorTime(0, 0);

    /** An incident of the loop that is held up. */
    Observed incident(long fromMillis, long toMillis, String cause, String... evidence) {
        return incident("loop-1", fromMillis, toMillis, cause, Optional.empty(), Map.of(), Map.of(), evidence);
    }

    Observed incident(
            String loop,
            long fromMillis,
            long toMillis,
            String cause,
            Optional<CodeLine> culprit,
            Map<String, String> details,
            Map<String, Long> partMillis,
            String... evidence) {
        incidents.add(new SeenIncident(
                "i-" + incidents.size(),
                loop,
                millis(fromMillis, toMillis),
                toMillis * MILLI,
                cause,
                culprit,
                details,
                List.of(evidence),
                nanos(partMillis)));
        return this;
    }

    /** How long the planned stall stood still for each cause. */
    Observed plannedParts(Map<String, Long> partMillis) {
        parts = nanos(partMillis);
        return this;
    }

    /** How long the thread of the planned stall ran and how long it waited for a processor; it stood for the rest. */
    Observed processor(long ranMillis, long waitedMillis) {
        processor = new Truth.ProcessorTime(ranMillis * MILLI, waitedMillis * MILLI);
        return this;
    }

    Observation observation() {
        ZooRun run = new ZooRun("netty42", new Jdk(25, Path.of("java")), EXHIBITS);
        Truth.Stall stall = new Truth.Stall(
                "reentrant-lock",
                "loop-1",
                List.of("lock"),
                List.of(CULPRIT),
                millis(6200, 6500),
                parts,
                processor,
                Map.of("lock_owner", LOCK_OWNER));
        List<Truth.Visit> visits = List.of(
                new Truth.Visit("idle", millis(2000, 3000)),
                new Truth.Visit("stopped", millis(4000, 5000)),
                new Truth.Visit("reentrant-lock", millis(6000, 7000)));
        return new Observation(run, new Truth(List.of(stall), visits, 1000 * MILLI), incidents);
    }

    private static Exhibit exhibit(String name, String kind, String... causes) {
        return new Exhibit(name, kind, List.of(causes), List.of(), List.of(), 17, List.of(), false, List.of("netty42"));
    }

    private static Interval millis(long from, long to) {
        return new Interval(from * MILLI, to * MILLI);
    }

    private static Map<String, Long> nanos(Map<String, Long> millis) {
        Map<String, Long> nanos = new HashMap<>();
        millis.forEach((cause, time) -> nanos.put(cause, time * MILLI));
        return nanos;
    }
}
