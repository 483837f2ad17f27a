package dev.holter.probe;

import dev.holter.probe.report.CallbackType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** Open addressing, half of it empty at least. Loop's thread only. */
    private @Nullable TimedCallbacks[] table = new TimedCallbacks[CAPACITY];
    /**
     * The same without gaps, for the watchdog, whose code runs too seldom to be compiled soon. Elements are added with
     * release writes and never replaced.
     */
    private AtomicReferenceArray<TimedCallbacks> types = new AtomicReferenceArray<>(MOST_TYPES);

    private volatile AtomicReferenceArray<TimedCallbacks> published = types;
    private int size;
    private int leftOut;
    /** Mostly the next callback is of the same type again, which saves the look into the table. Loop's thread only. */
    private @Nullable TimedCallbacks latest;

    /** A callback of this type ended. Loop's thread only. */
    void ran(Class<?> type, long tookNanos) {
        TimedCallbacks callbacks = latest;
        if (callbacks == null || !callbacks.isOf(type)) {
            callbacks = find(type);
            latest = callbacks;
        }
        if (callbacks == null) {
            met(type, tookNanos);
        } else {
            callbacks.ran(tookNanos);
        }
    }

    /** The types that took longest in total, longest first. Watchdog only. */
    List<CallbackType> worst() {
        return told(TimedCallbacks::soFar, LONGEST, MOST_WORST);
    }

    /** Sets the beginning from which {@link #frequentSinceMark()} counts. Watchdog only. */
    void mark() {
        forEach(TimedCallbacks::mark);
    }

    /** What the types did since the mark, most frequent first. Watchdog only. */
    List<CallbackType> frequentSinceMark() {
        return told(TimedCallbacks::sinceMark, MOST_OFTEN, MOST_FREQUENT);
    }

    private @Nullable TimedCallbacks find(Class<?> type) {
        int slot = System.identityHashCode(type) & CAPACITY - 1;
        TimedCallbacks found = table[slot];
        while (found != null && !found.isOf(type)) {
            slot = slot + 1 & CAPACITY - 1;
            found = table[slot];
        }
        return found;
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
        for (TimedCallbacks callbacks : table) {
            if (callbacks != null && !callbacks.isUnloaded()) {
                kept.add(callbacks);
            }
        }
        kept.sort(Comparator.comparingLong(TimedCallbacks::totalNanos).reversed());
        table = new TimedCallbacks[CAPACITY];
        types = new AtomicReferenceArray<>(MOST_TYPES);
        latest = null;
        size = 0;
        kept.subList(0, Math.min(kept.size(), MOST_TYPES / 2)).forEach(this::add);
        published = types;
    }

    private void add(TimedCallbacks callbacks) {
        int slot = callbacks.hash() & CAPACITY - 1;
        while (table[slot] != null) {
            slot = slot + 1 & CAPACITY - 1;
        }
        table[slot] = callbacks;
        types.setRelease(size++, callbacks);
    }

    /** Several classes may go by one name: lambdas of one class, or a class of two class loaders. */
    private List<CallbackType> told(
            Function<TimedCallbacks, CallbackType> told, Comparator<CallbackType> order, int most) {
        Map<String, CallbackType> byName = new HashMap<>();
        forEach(callbacks -> {
            CallbackType type = told.apply(callbacks);
            byName.merge(type.type(), type, CallbackTypes::together);
        });
        return byName.values().stream()
                .filter(type -> type.count() > 0)
                .sorted(order)
                .limit(most)
                .toList();
    }

    private void forEach(Consumer<TimedCallbacks> action) {
        AtomicReferenceArray<TimedCallbacks> all = published;
        TimedCallbacks callbacks;
        for (int n = 0; n < MOST_TYPES && (callbacks = all.getAcquire(n)) != null; n++) {
            action.accept(callbacks);
        }
    }

    private static CallbackType together(CallbackType one, CallbackType other) {
        return new CallbackType(
                one.type(),
                one.count() + other.count(),
                one.totalNanos() + other.totalNanos(),
                Math.max(one.maxNanos(), other.maxNanos()));
    }
}
