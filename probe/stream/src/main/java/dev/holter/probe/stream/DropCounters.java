package dev.holter.probe.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what was dropped. Any thread may call it; nothing here blocks. */
final class DropCounters {
    private final AtomicLongArray counts = new AtomicLongArray(Drop.values().length);

    void count(Drop drop) {
        counts.incrementAndGet(drop.ordinal());
    }

    /** Every counter by its name in reports, those at 0 included. */
    Map<String, Long> totals() {
        Map<String, Long> totals = new HashMap<>();
        for (Drop drop : Drop.values()) {
            totals.put(drop.what(), counts.get(drop.ordinal()));
        }
        return totals;
    }
}
