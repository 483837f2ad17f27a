package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.util.Objects;

/** What becomes of a loop's faults: its handler hears of them, and they are logged where it has none. Any thread. */
final class Faults {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());

    private final EventLoop loop;
    private volatile ExceptionHandler handler = Faults::log;

    Faults(EventLoop loop) {
        this.loop = loop;
    }

    void setHandler(ExceptionHandler newHandler) {
        handler = Objects.requireNonNull(newHandler);
    }

    void tell(LoopFault fault) {
        try {
            handler.handle(loop, fault);
        } catch (Throwable thrown) {
            log(loop, fault);
            log(loop, new LoopFault("the exception handler failed", thrown, handler));
        }
    }

    private static void log(EventLoop loop, LoopFault fault) {
        String source = fault.source() == null ? "" : ": " + fault.source();
        LOG.log(Level.ERROR, fault.message() + source, fault.exception());
    }
}
