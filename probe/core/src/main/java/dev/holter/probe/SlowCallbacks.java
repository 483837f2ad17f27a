package dev.holter.probe;

import dev.holter.probe.report.SlowCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The slow callbacks of one loop that nobody has taken yet. The loop's thread leaves each in the next of
 * a few places, which is the only thing that it allocates for; the watchdog takes them out. Where more
 * come than fit, the newest are kept: {@link CallbackMeter} counts them all.
 */
final class SlowCallbacks {
    private static final int MOST = 16;

    private final AtomicReferenceArray<SlowCallback> places = new AtomicReferenceArray<>(MOST);
    /** Loop's thread only. */
    private int next;

    /** Loop's thread only. */
    void add(Class<?> type, long tookNanos) {
        places.setRelease(next, new SlowCallback(TimedCallbacks.nameOf(type), tookNanos));
        next = (next + 1) % MOST;
    }

    /** Those that came since the last time. Watchdog only. */
    List<SlowCallback> take() {
        List<SlowCallback> taken = new ArrayList<>();
        for (int place = 0; place < MOST; place++) {
            SlowCallback slow = places.getOpaque(place) == null ? null : places.getAndSet(place, null);
            if (slow != null) {
                taken.add(slow);
            }
        }
        return taken;
    }
}
