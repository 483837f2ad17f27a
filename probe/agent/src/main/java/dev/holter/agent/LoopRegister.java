package dev.holter.agent;

import dev.holter.agent.discovery.FoundLoop;
import dev.holter.agent.hooks.LoopDirectory;
import dev.holter.probe.WatchedLoop;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The loops under watch, by the service's own objects, none of which it keeps alive. The agent's thread adds and
 * removes them; any thread may ask, and never waits.
 */
final class LoopRegister implements LoopDirectory {
    private final Map<Object, WatchedLoop> watched = new ConcurrentHashMap<>();

    @Override
    public Optional<WatchedLoop> watched(Object eventLoop) {
        return Optional.ofNullable(watched.get(new Sought(eventLoop)));
    }

    boolean contains(FoundLoop loop) {
        return watched.containsKey(new Sought(loop.executor()));
    }

    void add(FoundLoop loop, WatchedLoop watch) {
        watched.put(new Known(loop.executor()), watch);
    }

    int size() {
        return watched.size();
    }

    /** Ends the watch of loops that have ended, so that their names are free again. */
    void removeEnded() {
        Iterator<Map.Entry<Object, WatchedLoop>> entries = watched.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Object, WatchedLoop> entry = entries.next();
            if (((Known) entry.getKey()).hasEnded()) {
                entry.getValue().close();
                entries.remove();
            }
        }
    }

    /** A key of the map. Two keys are equal that mean the same living object. */
    private static final class Known extends WeakReference<ExecutorService> {
        private final int hash;

        Known(ExecutorService executor) {
            super(executor);
            this.hash = System.identityHashCode(executor);
        }

        boolean hasEnded() {
            ExecutorService executor = get();
            return executor == null || executor.isTerminated();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }
    }

    /** What the map is asked with. */
    private static final class Sought {
        private final Object executor;

        Sought(Object executor) {
            this.executor = executor;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(executor);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same object is meant
        public boolean equals(@Nullable Object other) {
            return other instanceof Known known && known.get() == executor;
        }
    }
}
