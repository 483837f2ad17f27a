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

        private Unseen(String whose, Throwable exception) {
            this.whose = whose;
            this.exception = exception;
        }

        /** Somebody asks for it, or it is told of: whoever comes first. Whether that is this one. */
        boolean see() {
            return all.remove(this);
        }

        private void tell() {
            if (see()) {
                loop.callExceptionHandler(new LoopFault("nobody asked how " + whose + " ended", exception, null));
            }
        }
    }

    Unseen add(LoopFuture<?> future, Throwable exception) {
        Unseen unseen = new Unseen(future.toString(), exception);
        all.add(unseen);
        CLEANER.register(future, unseen::tell);
        return unseen;
    }

    /** Tells of all that are left. */
    void tell() {
        all.forEach(Unseen::tell);
    }
}
