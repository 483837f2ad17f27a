package dev.holter.probe.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was dropped. Any thread. */
public final class Drops {
    private final Map<Drop, LongAdder> counts = new ConcurrentHashMap<>();

    /** One more was dropped. */
    public void add(Drop drop) {
        counts.computeIfAbsent(drop, first -> new LongAdder()).increment();
    }

    /** Every kind with its count, those at zero included; the caller's own map. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new HashMap<>();
        for (Drop drop : Drop.values()) {
            LongAdder count = counts.get(drop);
            totals.put(drop.label(), count == null ? 0 : count.sum());
        }
        return totals;
    }
}
