package dev.holter.agent;

import dev.holter.probe.WatchedLoop;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Event executors by their identity, none of which it keeps alive. Immutable; any thread, and a look-up neither waits
 * nor allocates.
 */
final class LoopTable {
    /** A power of two of places, of which more than half are free. */
    private final @Nullable Known[] places;

    LoopTable(Collection<Known> all) {
        places = new Known[Integer.highestOneBit(all.size() + 1) << 2];
        all.forEach(this::put);
    }

    /** Null where the executor is not known. */
    @Nullable
    Known find(Object executor) {
        int last = places.length - 1;
        int at = System.identityHashCode(executor) & last;
        for (Known there = places[at]; there != null; there = places[at]) {
            if (there.refersTo(executor)) {
                return there;
            }
            at = (at + 1) & last;
        }
        return null;
    }

    private void put(Known known) {
        int last = places.length - 1;
        int at = known.hash & last;
        while (places[at] != null) {
            at = (at + 1) & last;
        }
        places[at] = known;
    }

    /** An executor that was looked at. */
    static final class Known extends WeakReference<Object> {
        private final Optional<WatchedLoop> watch;
        private final int hash;

        /** @param watch empty where the executor is no loop */
        Known(Object executor, Optional<WatchedLoop> watch) {
            super(executor);
            this.watch = watch;
            this.hash = System.identityHashCode(executor);
        }

        Optional<WatchedLoop> watch() {
            return watch;
        }

        boolean hasEnded() {
            Object executor = get();
            return executor == null || (executor instanceof ExecutorService service && service.isTerminated());
        }
    }
}
