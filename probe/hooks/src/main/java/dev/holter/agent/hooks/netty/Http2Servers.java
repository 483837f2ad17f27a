package dev.holter.agent.hooks.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets a request counter listen to the HTTP/2 connections of a server, those of gRPC among them. */
final class Http2Servers {
    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;

    Http2Servers(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.loops = loops;
        this.onFault = onFault;
        requireLinked(Http2ConnectionHandler.class);
    }

    void handlerAdded(ChannelHandlerContext context) {
        if (!(context.handler() instanceof Http2ConnectionHandler handler)) {
            return;
        }
        Http2Connection connection = handler.connection();
        if (connection.isServer()) {
            // The request by which HTTP/1.1 was left is the first stream's request, too.
            boolean upgraded = Http1Servers.stopCounting(context.pipeline());
            connection.addListener(new StreamRequestCounter(context.channel(), connection, upgraded, loops, onFault));
        }
    }

    private static void requireLinked(Class<?> unused) {}
}
