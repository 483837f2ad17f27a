package com.example.stock;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Over Netty, 4.1 or 4.2, whichever is there. */
final class NettyStock {
    private NettyStock() {}

    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    static int listen() {
        return listen(new NioEventLoopGroup(2), channel -> channel.pipeline().addLast(new Handler()));
    }

    /** On threads of a pool that the service has made. */
    @SuppressWarnings("deprecation") // what takes its place in 4.2 is not in 4.1
    static int listenOnPool() {
        NioEventLoopGroup loops = new NioEventLoopGroup(2, Executors.newCachedThreadPool());
        return listen(loops, channel -> channel.pipeline().addLast(new Handler()));
    }

    static int listen(EventLoopGroup loops, Consumer<SocketChannel> pipeline) {
        InetSocketAddress address = (InetSocketAddress) new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        pipeline.accept(channel);
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel()
                .localAddress();
        return address.getPort();
    }

    private static final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            byte[] answer = Inventory.count().getBytes(StandardCharsets.UTF_8);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
