package dev.holter.probe.vertx;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.netty.NettyLoops;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/**
 * All event loops of a Vert.x instance under watch, named after their threads. Works with Vert.x 4 and
 * 5. Any thread may call it.
 *
 * <pre>{@code
 * Vertx vertx = Vertx.builder().withMetrics(new WatchedVertx(probe)).build(); // watches, and counts requests
 * VertxLoops loops = VertxLoops.watch(probe, vertx);                          // watches alone
 * }</pre>
 *
 * <p>Not covered: the loops that only accept connections; worker and virtual threads, on which blocking
 * is fine.
 */
public final class VertxLoops implements AutoCloseable {
    static final String KIND = "vertx";

    private final NettyLoops loops;

    private VertxLoops(NettyLoops loops) {
        this.loops = loops;
    }

    /**
     * Watches each event loop of an instance until the instance or the probe is closed, or this is.
     * Starts the loops' threads where they do not run yet, and waits for that.
     *
     * @throws IllegalArgumentException where the instance does not tell its event loops, as 4 and 5 do
     */
    public static VertxLoops watch(Probe probe, Vertx vertx) {
        return new VertxLoops(NettyLoops.watchThreads(probe, KIND, EventLoops.of(vertx)));
    }

    /** The loops under watch, in the order of the instance's group. */
    public List<WatchedLoop> loops() {
        return loops.loops();
    }

    /** What watches the event loop that calls this; empty on every other thread. */
    public Optional<WatchedLoop> currentLoop() {
        return loops.currentLoop();
    }

    /** Ends the watch of every loop. */
    @Override
    public void close() {
        loops.close();
    }
}
