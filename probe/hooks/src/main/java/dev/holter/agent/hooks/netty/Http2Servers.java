package dev.holter.agent.hooks.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets a request counter listen to the HTTP/2 connections of a server, those of gRPC among them. */
final class Http2Servers {
    /** The counter of the channel's connection. One that an earlier agent left there is of another class. */
    private static final AttributeKey<Http2Connection.Listener> COUNTER = AttributeKey.valueOf("holter-http2-requests");

    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;

    Http2Servers(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.loops = loops;
        this.onFault = onFault;
        requireLinked(Http2ConnectionHandler.class);
    }

    /** Counts the requests of the connection from now on, where that is not done already. */
    void handlerAdded(ChannelHandlerContext context) {
        if (context.handler() instanceof Http2ConnectionHandler handler
                && handler.connection().isServer()) {
            count(context, handler.connection());
        }
    }

    private void count(ChannelHandlerContext context, Http2Connection connection) {
        Attribute<Http2Connection.Listener> place = context.channel().attr(COUNTER);
        Http2Connection.Listener earlier = place.get();
        if (earlier instanceof StreamRequestCounter counter && counter.counts(connection)) {
            return;
        }
        // The request by which HTTP/1.1 was left is the first stream's request, too.
        boolean upgraded = Http1Servers.stopCounting(context.channel());
        StreamRequestCounter counter =
                new StreamRequestCounter(context.channel(), connection, upgraded, loops, onFault);
        if (earlier != null) {
            connection.removeListener(earlier);
        }
        connection.addListener(counter);
        place.set(counter);
    }

    private static void requireLinked(Class<?> unused) {}
}
