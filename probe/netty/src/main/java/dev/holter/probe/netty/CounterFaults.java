package dev.holter.probe.netty;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts the request counters that failed, tells of each, and logs the first. Any thread may call it. */
final class CounterFaults implements Consumer<Throwable> {
    private static final System.Logger LOG = System.getLogger("dev.holter.probe");

    private final AtomicLong count = new AtomicLong();
    private final Runnable onFault;

    /** Told of each counter that fails. */
    CounterFaults(Runnable onFault) {
        this.onFault = onFault;
    }

    /** A counter failed and is about to leave its channel, or has left it. */
    @Override
    public void accept(Throwable fault) {
        onFault.run();
        if (count.getAndIncrement() == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Holter no longer counts the requests of a channel, because its counter failed;"
                            + " further failures are counted and not logged",
                    fault);
        }
    }

    long count() {
        return count.get();
    }
}
