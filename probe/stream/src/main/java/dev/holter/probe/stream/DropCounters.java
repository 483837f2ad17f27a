package dev.holter.probe.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what was dropped. Any thread may call it; it holds a lock for no longer than counting takes. */
final class DropCounters {
    private final Map<Drop, Long> counts = new EnumMap<>(Drop.class);

    DropCounters() {
        for (Drop drop : Drop.values()) {
            counts.put(drop, 0L);
        }
    }

    synchronized void count(Drop drop) {
        counts.merge(drop, 1L, Long::sum);
    }

    /** Every counter by its name in reports, those at 0 included. */
    synchronized Map<String, Long> totals() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(count -> count.getKey().what(), Map.Entry::getValue));
    }
}
