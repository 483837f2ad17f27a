package dev.holter.collector.counter;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** The numbers behind {@link CollectorCounter}. Safe for any thread; nothing here blocks. */
public final class CollectorCounters {
    // Filled once and only read afterwards.
    private final Map<CollectorCounter, LongAdder> adders = new EnumMap<>(CollectorCounter.class);

    /** All counters at zero. */
    public CollectorCounters() {
        for (CollectorCounter counter : CollectorCounter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    /** Adds one. */
    public void increment(CollectorCounter counter) {
        adder(counter).increment();
    }

    /** Adds a number, which may be negative where the counter {@linkplain CollectorCounter#isGauge() is a gauge}. */
    public void add(CollectorCounter counter, long delta) {
        adder(counter).add(delta);
    }

    /** The number now. */
    public long get(CollectorCounter counter) {
        return adder(counter).sum();
    }

    private LongAdder adder(CollectorCounter counter) {
        return Objects.requireNonNull(adders.get(counter));
    }
}
