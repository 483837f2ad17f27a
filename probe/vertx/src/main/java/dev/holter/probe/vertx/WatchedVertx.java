package dev.holter.probe.vertx;

import dev.holter.probe.Probe;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.VertxMetrics;

/**
 * Puts every Vert.x instance that is built with it under watch: its event loops, and the requests of
 * its HTTP servers, HTTP/1.1 and HTTP/2 alike. Vert.x calls it while it builds an instance; any thread
 * may make one.
 *
 * <pre>{@code
 * Vertx vertx = Vertx.builder().withMetrics(new WatchedVertx(probe)).build();
 * }</pre>
 *
 * <p>Not covered: an instance that has another {@code VertxMetricsFactory}, of which Vert.x takes one:
 * watch that with {@link VertxLoops}, and count what it serves with {@link VertxLoops#currentLoop()}.
 */
public final class WatchedVertx implements VertxMetricsFactory {
    private final Probe probe;

    public WatchedVertx(Probe probe) {
        this.probe = probe;
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return new WatchedInstance(probe);
    }

    @Override
    public MetricsOptions newOptions() {
        return new MetricsOptions().setEnabled(true);
    }
}
