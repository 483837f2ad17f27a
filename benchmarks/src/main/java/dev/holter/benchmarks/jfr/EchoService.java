package dev.holter.benchmarks.jfr;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A service of Netty 4.2 that sends back what it gets, its own clients, which ask again as soon as they
 * are answered, and a pool whose threads wait and are woken, as in a service that also has blocking
 * code: each such wait is an event. Any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be sent is not answered, and so not counted
final class EchoService implements AutoCloseable {
    private static final int LOOPS = 2;
    private static final int POOL_THREADS = 32;
    private static final long POOL_PERIOD_MILLIS = 40;
    private static final int MESSAGE_BYTES = 256;

    private final EventLoopGroup service = group(LOOPS);
    private final EventLoopGroup clients = group(1);
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(POOL_THREADS);
    private final AtomicLong answered = new AtomicLong();

    /** Starts the service, and clients that keep it busy. */
    EchoService(int connections) throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(service)
                .channel(NioServerSocketChannel.class)
                .childHandler(handlers(EchoHandler::new))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        for (int n = 0; n < connections; n++) {
            new Bootstrap()
                    .group(clients)
                    .channel(NioSocketChannel.class)
                    .handler(handlers(() -> new ClientHandler(answered)))
                    .connect(server.localAddress())
                    .sync();
        }
        for (int n = 0; n < POOL_THREADS && connections > 0; n++) {
            pool.scheduleAtFixedRate(() -> {}, n, POOL_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The loops of the service, without those of its clients. */
    EventLoopGroup loops() {
        return service;
    }

    /** Requests answered so far. */
    long answered() {
        return answered.get();
    }

    @Override
    public void close() {
        pool.shutdownNow();
        clients.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        service.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static EventLoopGroup group(int loops) {
        return new MultiThreadIoEventLoopGroup(loops, NioIoHandler.newFactory());
    }

    private static ChannelInitializer<SocketChannel> handlers(Supplier<ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    /** Sends back what comes. */
    private static final class EchoHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message, context.voidPromise());
        }
    }

    /** Sends a message, and the next when it has come back whole. */
    private static final class ClientHandler extends ChannelInboundHandlerAdapter {
        private final AtomicLong answered;
        private int awaited = MESSAGE_BYTES;

        ClientHandler(AtomicLong answered) {
            this.answered = answered;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ask(context);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            awaited -= bytes.readableBytes();
            bytes.release();
            if (awaited == 0) {
                awaited = MESSAGE_BYTES;
                answered.incrementAndGet();
                ask(context);
            }
        }

        private static void ask(ChannelHandlerContext context) {
            context.writeAndFlush(context.alloc().buffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES));
        }
    }
}
