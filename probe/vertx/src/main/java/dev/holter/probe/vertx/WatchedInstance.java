package dev.holter.probe.vertx;

import dev.holter.probe.Probe;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import org.jspecify.annotations.Nullable;

/**
 * One Vert.x instance, watched from when it has been created until it closes. Its servers may be made
 * on any thread. A fault of the probe is logged and leaves an instance that nobody watches.
 */
final class WatchedInstance implements VertxMetrics {
    private static final System.Logger LOG = System.getLogger("dev.holter.probe");

    private final Probe probe;
    private volatile @Nullable VertxLoops loops;

    WatchedInstance(Probe probe) {
        this.probe = probe;
    }

    @Override
    public void vertxCreated(Vertx vertx) {
        try {
            loops = VertxLoops.watch(probe, vertx);
        } catch (RuntimeException | LinkageError fault) {
            LOG.log(System.Logger.Level.WARNING, "Holter does not watch a Vert.x instance, because it failed", fault);
        }
    }

    @Override
    public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress address) {
        return new ServerRequests(this::currentMeter);
    }

    @Override
    public boolean isMetricsEnabled() {
        return true;
    }

    @Override
    public void close() {
        VertxLoops watched = loops;
        if (watched != null) {
            watched.close();
        }
    }

    private @Nullable RequestMeter currentMeter() {
        VertxLoops watched = loops;
        return watched == null
                ? null
                : watched.currentLoop().map(WatchedLoop::requests).orElse(null);
    }
}
