package dev.holter.probe.vertx;

import dev.holter.probe.RequestMeter;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one HTTP server, each for the event loop of its connection. A request is
 * started when its head has been read; it is finished when its response has been written, when it is
 * reset, its connection lost, or when it becomes a WebSocket.
 *
 * <p>Vert.x calls it on the connection's event loop, and on the thread of the handler where a worker
 * ends a response. Not covered: responses that the server pushes, which nobody asked for; connections
 * on a loop that is not watched.
 */
final class ServerRequests implements HttpServerMetrics<@Nullable CountedRequest, Void, @Nullable RequestMeter> {
    private final MeterSource meters;

    /** Where the meter of the calling event loop comes from. */
    @FunctionalInterface
    interface MeterSource {
        @Nullable
        RequestMeter current();
    }

    ServerRequests(MeterSource meters) {
        this.meters = meters;
    }

    @Override
    public @Nullable RequestMeter connected(SocketAddress remoteAddress, String remoteName) {
        return meters.current();
    }

    @Override
    public @Nullable CountedRequest requestBegin(@Nullable RequestMeter meter, HttpRequest request) {
        return meter == null ? null : CountedRequest.started(meter);
    }

    @Override
    public void responseEnd(@Nullable CountedRequest request, HttpResponse response, long bytesWritten) {
        finish(request);
    }

    @Override
    public void requestReset(@Nullable CountedRequest request) {
        finish(request);
    }

    @Override
    public @Nullable Void connected(
            @Nullable RequestMeter meter, @Nullable CountedRequest request, ServerWebSocket socket) {
        finish(request);
        return null;
    }

    private static void finish(@Nullable CountedRequest request) {
        if (request != null) {
            request.finish();
        }
    }
}
