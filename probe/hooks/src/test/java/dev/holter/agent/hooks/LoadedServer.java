package dev.holter.agent.hooks;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;

/** An HTTP server for another class loader: it tells its port by {@link #toString}. */
@SuppressWarnings("deprecation") // the event loop group of 4.1 is what most services have
public final class LoadedServer implements AutoCloseable {
    private final NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(1), NioServerSocketChannel.class);

    public LoadedServer() {}

    /** Has its loop run a timer, and waits for that. */
    public void runTimer() {
        server.loop().schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return String.valueOf(server.port());
    }
}
