package dev.holter.demo;

import dev.holter.probe.netty.NettyLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server on 127.0.0.1. A loop of its own accepts connections, so that a frozen loop holds up
 * those it serves and not the door.
 */
final class DemoServer implements AutoCloseable {
    private static final int MOST_BODY_BYTES = 16 * 1024;
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 1000;

    private final EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup workers;
    private final NettyLoops loops;
    private final Routes routes;

    DemoServer(EventLoopGroup workers, NettyLoops loops, Routes routes) {
        this.workers = workers;
        this.loops = loops;
        this.routes = routes;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 takes a free one
     * @return the port
     * @throws UsageException where the port cannot be had
     */
    int listen(int port) {
        var bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .childHandler(pipeline())
                .bind("127.0.0.1", port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UsageException("cannot listen on 127.0.0.1:" + port + " ("
                    + bound.cause().getMessage() + "): choose another --port, or 0 for a free one");
        }
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** Ends the server, for at most a second for each of its groups: a frozen loop is not waited for. */
    @Override
    public void close() {
        end(acceptor);
        end(workers);
    }

    private ChannelInitializer<Channel> pipeline() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec(), loops.httpRequestCounter())
                        .addLast(new HttpServerKeepAliveHandler(), new HttpObjectAggregator(MOST_BODY_BYTES))
                        .addLast(new RouteHandler(routes, loops));
            }
        };
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
    }
}
