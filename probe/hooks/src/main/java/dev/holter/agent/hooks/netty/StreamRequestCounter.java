package dev.holter.agent.hooks.netty;

import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one HTTP/2 connection of a server: each stream that the client opens is one,
 * from its headers until the stream is closed by both sides, by a reset or with the connection. A gRPC
 * call is one such stream, however many messages it carries. On the connection's event loop.
 *
 * <p>Not covered: streams that began while the loop was not watched; those that the server refuses; responses to a push, which nobody waits for.
 */
final class StreamRequestCounter extends Http2ConnectionAdapter {
    private final Channel channel;
    private final Http2Connection connection;
    private final boolean upgraded;
    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;

    private @Nullable RequestMeter meter;
    /** Streams before it began while the loop was not watched; the ids of a client only grow. */
    private int firstCounted;

    private int inFlight;
    private boolean failed;

    /**
     * Makes the counter of one connection.
     *
     * @param upgraded whether the first stream's request was counted when it came, by HTTP/1.1
     */
    StreamRequestCounter(
            Channel channel,
            Http2Connection connection,
            boolean upgraded,
            Function<EventExecutor, Optional<WatchedLoop>> loops,
            Consumer<Throwable> onFault) {
        this.channel = channel;
        this.connection = connection;
        this.upgraded = upgraded;
        this.loops = loops;
        this.onFault = onFault;
    }

    /** Whether it is the counter of this connection. */
    @SuppressWarnings("ReferenceEquality") // the same object is meant
    boolean counts(Http2Connection one) {
        return connection == one;
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        if (failed || !isRequest(stream)) {
            return;
        }
        try {
            if (meter == null) {
                meter = loops.apply(channel.eventLoop())
                        .map(WatchedLoop::requests)
                        .orElse(null);
                firstCounted = stream.id();
            }
            if (meter != null) {
                meter.started();
                inFlight++;
            }
        } catch (RuntimeException | LinkageError fault) {
            failed = true;
            onFault.accept(fault);
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        if (inFlight > 0 && meter != null && stream.id() >= firstCounted && isRequest(stream)) {
            inFlight--;
            meter.finished();
        }
    }

    private boolean isRequest(Http2Stream stream) {
        boolean countedBefore = upgraded && stream.id() == Http2CodecUtil.HTTP_UPGRADE_STREAM_ID;
        return connection.remote().isValidStreamId(stream.id()) && !countedBefore;
    }
}
