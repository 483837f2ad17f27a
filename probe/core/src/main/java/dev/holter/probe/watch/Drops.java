package dev.holter.probe.watch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was dropped. Any thread. */
public final class Drops {
    /** Of every kind from the start, so that one can count when there is no memory for anything new. */
    private final Map<Drop, LongAdder> counts = new EnumMap<>(Drop.class);

    public Drops() {
        for (Drop drop : Drop.values()) {
            counts.put(drop, new LongAdder());
        }
    }

    /** One more was dropped. */
    public void add(Drop drop) {
        Objects.requireNonNull(counts.get(drop)).increment();
    }

    /** Every kind with its count, those at zero included; the caller's own map. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new HashMap<>();
        counts.forEach((drop, count) -> totals.put(drop.label(), count.sum()));
        return totals;
    }
}
