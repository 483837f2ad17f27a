package dev.holter.collector.ingest;

import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.CallbackType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a loop's callbacks did. Safe for any thread. */
final class CallbackReader {
    private static final String FIELD = "state.loops.callbacks";
    private static final int TYPES = 32;

    private final HistogramReader histograms;

    CallbackReader(HistogramReader histograms) {
        this.histograms = histograms;
    }

    CallbackState read(dev.holter.wire.v1.CallbackState wire) {
        return new CallbackState(
                Rules.notNegative(FIELD + ".count", wire.getCount()),
                Rules.notNegative(FIELD + ".slow", wire.getSlow()),
                Rules.notNegative(FIELD + ".busy_nanos", wire.getBusyNanos()),
                histograms.read(FIELD + ".duration_seconds", wire.getDurationSeconds()),
                histograms.read(FIELD + ".timer_lateness_seconds", wire.getTimerLatenessSeconds()),
                types(wire.getWorstList()));
    }

    private static List<CallbackType> types(List<dev.holter.wire.v1.CallbackType> wire) {
        Rules.atMost(FIELD + ".worst", wire.size(), TYPES);
        List<CallbackType> types = new ArrayList<>(wire.size());
        Set<String> names = HashSet.newHashSet(wire.size());
        long longest = Long.MAX_VALUE;
        for (dev.holter.wire.v1.CallbackType one : wire) {
            CallbackType type = type(one);
            Rules.firstOfItsName(FIELD + ".worst.type", names.add(type.type()), type.type());
            Rules.longestFirst(FIELD + ".worst", type.totalNanos(), longest);
            longest = type.totalNanos();
            types.add(type);
        }
        return List.copyOf(types);
    }

    private static CallbackType type(dev.holter.wire.v1.CallbackType wire) {
        long total = Rules.notNegative(FIELD + ".worst.total_nanos", wire.getTotalNanos());
        long max = Rules.notNegative(FIELD + ".worst.max_nanos", wire.getMaxNanos());
        return new CallbackType(
                Rules.name(FIELD + ".worst.type", wire.getType(), 200),
                Rules.positive(FIELD + ".worst.count", wire.getCount()),
                total,
                Rules.notAbove(FIELD + ".worst.max_nanos", max, total, "of all of them together"));
    }
}
