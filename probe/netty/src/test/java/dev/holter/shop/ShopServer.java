package dev.holter.shop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Serves HTTP on a free port of 127.0.0.1 until its group ends. */
public final class ShopServer {
    private final AtomicInteger blockingLine = new AtomicInteger();
    private final Channel listener;

    public ShopServer(
            EventLoopGroup group, Class<? extends ServerChannel> type, Supplier<ChannelHandler> counter, URI upstream) {
        listener = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), counter.get())
                                .addLast(new HttpServerExpectContinueHandler(), new HttpObjectAggregator(1024))
                                .addLast(new ShopHandler(upstream, blockingLine));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort() + "/");
    }

    /** The line of the handler that blocked last. */
    public int blockingLine() {
        return blockingLine.get();
    }
}
