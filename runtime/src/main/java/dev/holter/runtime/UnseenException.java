package dev.holter.runtime;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices that a future failed and was forgotten before anybody asked how it ended. Costs something only where a
 * future fails.
 */
final class UnseenException {
    private static final Cleaner CLEANER = Cleaner.create();

    private final AtomicBoolean isSeen;
    private final Cleaner.Cleanable cleanable;

    private UnseenException(AtomicBoolean isSeen, Cleaner.Cleanable cleanable) {
        this.isSeen = isSeen;
        this.cleanable = cleanable;
    }

    static UnseenException of(LoopFuture<?> future, Throwable exception) {
        AtomicBoolean isSeen = new AtomicBoolean();
        EventLoop loop = future.loop();
        String whose = future.toString();
        return new UnseenException(isSeen, CLEANER.register(future, () -> {
            if (!isSeen.get()) {
                loop.callExceptionHandler(new LoopFault("nobody asked how " + whose + " ended", exception, null));
            }
        }));
    }

    void seen() {
        isSeen.set(true);
        cleanable.clean();
    }
}
