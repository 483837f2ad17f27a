package com.example.zoo.loop;

import com.example.zoo.plan.Routes;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A Netty HTTP server, on 4.1 and on 4.2. */
final class NettyService implements Service {
    /** The property that makes the threads of the loops carry something of the application along. */
    private static final String CARRYING = "zoo.carrying";

    private static final int MOST_BODY_BYTES = 16 * 1024;

    private final EventLoopGroup acceptor = new NioEventLoopGroup(1, threads("acceptor"));
    private final EventLoopGroup workers = new NioEventLoopGroup(LOOPS, threads("worker"));
    private final int port;

    private NettyService(Routes routes) {
        Channel bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .childHandler(pipeline(routes))
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) bound.localAddress()).getPort();
    }

    static Service start(Routes routes) {
        return new NettyService(routes);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Executor> loops() {
        List<Executor> loops = new ArrayList<>();
        workers.forEach(loops::add);
        return loops;
    }

    @Override
    public void close() {
        end(acceptor);
        end(workers);
    }

    private static ThreadFactory threads(String name) {
        return Boolean.getBoolean(CARRYING) ? new CarryingThreads(name) : new DefaultThreadFactory(name, true);
    }

    private static void end(EventLoopGroup group) {
        var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static ChannelInitializer<Channel> pipeline(Routes routes) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_BODY_BYTES))
                        .addLast(new NettyHandler(routes));
            }
        };
    }
}
