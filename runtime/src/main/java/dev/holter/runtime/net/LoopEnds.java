package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopLocal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is open on a loop, and ends with it: nobody else closes a channel that was forgotten. For the loop's thread. */
final class LoopEnds implements AutoCloseable {
    private static final LoopLocal<LoopEnds> OPEN = new LoopLocal<>(LoopEnds::new);

    private final Set<End> open = new LinkedHashSet<>();

    /** Something that is open on a loop. */
    @FunctionalInterface
    interface End {
        /** Closes it now, for good. Nothing can be waited for any more. */
        void loopCloses();
    }

    private LoopEnds() {}

    static void add(EventLoop loop, End end) {
        OPEN.of(loop).open.add(end);
    }

    static void remove(EventLoop loop, End end) {
        OPEN.of(loop).open.remove(end);
    }

    /**
     * Called by the loop. In the order in which they were opened, which stops servers before their connections.
     *
     * @throws RuntimeException of the first that failed, with those of others suppressed
     */
    @Override
    public void close() {
        RuntimeException failed = null;
        for (End end : List.copyOf(open)) {
            try {
                end.loopCloses();
            } catch (RuntimeException e) {
                failed = both(failed, e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static RuntimeException both(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
