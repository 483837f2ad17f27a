package dev.holter.collector.exposition;

import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopKey;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which incident filled a bucket of a lag histogram: the incident's duration is the largest lag that it
 * caused, so its id belongs on the bucket of that value. Where several share a classic bucket, the
 * newest is kept. Built for one scrape, used by its thread.
 */
final class IncidentExemplars {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<LoopKey, List<Incident>> byLoop = new HashMap<>();

    /** From all incidents, newest first. */
    IncidentExemplars(List<Incident> incidents) {
        for (Incident incident : incidents) {
            byLoop.computeIfAbsent(incident.loop(), key -> new ArrayList<>()).add(incident);
        }
    }

    /**
     * Exemplars of one loop, one for a classic bucket at most.
     *
     * @param since start of the loop's histogram; what came before did not fill it
     */
    Exemplars of(LoopKey loop, Instant since) {
        List<Incident> incidents = byLoop.get(loop);
        if (incidents == null) {
            return Exemplars.EMPTY;
        }
        boolean[] taken = new boolean[ClassicBuckets.size()];
        List<Exemplar> exemplars = new ArrayList<>();
        for (Incident incident : incidents) {
            double seconds = incident.durationNanos() / NANOS_PER_SECOND;
            int bucket = ClassicBuckets.positionOf(seconds);
            if (!taken[bucket] && !incident.startedAt().isBefore(since)) {
                taken[bucket] = true;
                exemplars.add(exemplar(incident, seconds));
            }
        }
        return Exemplars.of(exemplars);
    }

    private static Exemplar exemplar(Incident incident, double seconds) {
        long endMillis =
                incident.startedAt().plusNanos(incident.durationNanos()).toEpochMilli();
        return new Exemplar(seconds, Labels.of("incident_id", incident.id()), endMillis);
    }
}
