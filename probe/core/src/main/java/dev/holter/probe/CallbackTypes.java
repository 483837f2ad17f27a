package dev.holter.probe;

import dev.holter.probe.report.CallbackType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The callbacks of one loop by their type: a hash table by the identity of classes, which the loop's
 * thread fills and the watchdog's reads. It holds a bounded number of types and keeps no class from
 * being unloaded.
 *
 * <p>A loop with more types than fit, as where code makes a class for each task, has some of its
 * callbacks in no type. Each time a thousand were left out, the half of the table that took less time
 * makes room, so that a type that becomes expensive late is found all the same.
 */
final class CallbackTypes {
    private static final int CAPACITY = 256;
    private static final int MOST_TYPES = CAPACITY / 2;
    private static final int LEFT_OUT_UNTIL_ROOM = 1024;
    private static final int MOST_WORST = 32;
    private static final int MOST_FREQUENT = 8;

    private static final Comparator<CallbackType> LONGEST =
            Comparator.comparingLong(CallbackType::totalNanos).reversed();
    private static final Comparator<CallbackType> MOST_OFTEN =
            Comparator.comparingLong(CallbackType::count).reversed();

    /** Open addressing, half of it empty at least. Elements are added with release writes and never replaced. */
    private AtomicReferenceArray<TimedCallbacks> table = new AtomicReferenceArray<>(CAPACITY);

    private volatile AtomicReferenceArray<TimedCallbacks> published = table;
    private int size;
    private int leftOut;

    /** A callback of this type ended. Loop's thread only. */
    void ran(Class<?> type, long tookNanos) {
        int slot = System.identityHashCode(type) & CAPACITY - 1;
        TimedCallbacks found = table.getPlain(slot);
        while (found != null) {
            if (found.isOf(type)) {
                found.ran(tookNanos);
                return;
            }
            slot = slot + 1 & CAPACITY - 1;
            found = table.getPlain(slot);
        }
        met(type, tookNanos);
    }

    /** The types that took longest in total, longest first. Watchdog only. */
    List<CallbackType> worst() {
        return told(TimedCallbacks::soFar, LONGEST, MOST_WORST);
    }

    /** Sets the beginning from which {@link #frequentSinceMark()} counts. Watchdog only. */
    void mark() {
        AtomicReferenceArray<TimedCallbacks> all = published;
        for (int slot = 0; slot < CAPACITY; slot++) {
            TimedCallbacks callbacks = all.getAcquire(slot);
            if (callbacks != null) {
                callbacks.mark();
            }
        }
    }

    /** What the types did since the mark, most frequent first. Watchdog only. */
    List<CallbackType> frequentSinceMark() {
        return told(TimedCallbacks::sinceMark, MOST_OFTEN, MOST_FREQUENT);
    }

    private void met(Class<?> type, long tookNanos) {
        if (size == MOST_TYPES && ++leftOut == LEFT_OUT_UNTIL_ROOM) {
            makeRoom();
            leftOut = 0;
        }
        if (size < MOST_TYPES) {
            TimedCallbacks callbacks = new TimedCallbacks(type);
            callbacks.ran(tookNanos);
            add(callbacks);
        }
    }

    private void makeRoom() {
        List<TimedCallbacks> kept = new ArrayList<>(MOST_TYPES);
        for (int slot = 0; slot < CAPACITY; slot++) {
            TimedCallbacks callbacks = table.getPlain(slot);
            if (callbacks != null && !callbacks.isUnloaded()) {
                kept.add(callbacks);
            }
        }
        kept.sort(Comparator.comparingLong(TimedCallbacks::totalNanos).reversed());
        table = new AtomicReferenceArray<>(CAPACITY);
        size = 0;
        kept.subList(0, Math.min(kept.size(), MOST_TYPES / 2)).forEach(this::add);
        published = table;
    }

    private void add(TimedCallbacks callbacks) {
        int slot = callbacks.hash() & CAPACITY - 1;
        while (table.getPlain(slot) != null) {
            slot = slot + 1 & CAPACITY - 1;
        }
        table.setRelease(slot, callbacks);
        size++;
    }

    /** Several classes may go by one name: lambdas of one class, or a class of two class loaders. */
    private List<CallbackType> told(
            Function<TimedCallbacks, CallbackType> told, Comparator<CallbackType> order, int most) {
        AtomicReferenceArray<TimedCallbacks> all = published;
        Map<String, CallbackType> byName = new HashMap<>();
        for (int slot = 0; slot < CAPACITY; slot++) {
            TimedCallbacks callbacks = all.getAcquire(slot);
            if (callbacks != null) {
                CallbackType type = told.apply(callbacks);
                byName.merge(type.type(), type, CallbackTypes::together);
            }
        }
        return byName.values().stream()
                .filter(type -> type.count() > 0)
                .sorted(order)
                .limit(most)
                .toList();
    }

    private static CallbackType together(CallbackType one, CallbackType other) {
        return new CallbackType(
                one.type(),
                one.count() + other.count(),
                one.totalNanos() + other.totalNanos(),
                Math.max(one.maxNanos(), other.maxNanos()));
    }
}
