package dev.holter.runtime;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failures of futures that nobody has asked for yet. One is told of when its future is forgotten, and at the latest when
 * its loop is closed. Costs something only where a future fails.
 */
final class UnseenExceptions {
    private static final Cleaner CLEANER = Cleaner.create();

    private final EventLoop loop;
    /** The loop's thread adds and takes out, and so does the cleaner's. */
    private final Set<Unseen> all = ConcurrentHashMap.newKeySet();

    UnseenExceptions(EventLoop loop) {
        this.loop = loop;
    }

    /** One of them. It knows its future by words alone, which would not be forgotten otherwise. */
    final class Unseen {
        private final String whose;
        private final Throwable exception;
        private final Cleaner.Cleanable cleanable;

        private Unseen(LoopFuture<?> future, Throwable exception) {
            this.whose = future.toString();
            this.exception = exception;
            this.cleanable = CLEANER.register(future, this::tell);
        }

        /** Somebody asks for it, and nothing is kept of it. */
        void seen() {
            all.remove(this);
            cleanable.clean(); // which finds nothing to tell
        }

        private void tell() {
            if (all.remove(this)) {
                loop.callExceptionHandler(new LoopFault("nobody asked how " + whose + " ended", exception, null));
            }
        }
    }

    Unseen add(LoopFuture<?> future, Throwable exception) {
        Unseen unseen = new Unseen(future, exception);
        all.add(unseen);
        return unseen;
    }

    /** Tells of all that are left. */
    void tell() {
        all.forEach(Unseen::tell);
    }
}
