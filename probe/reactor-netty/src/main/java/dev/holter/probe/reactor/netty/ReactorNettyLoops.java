package dev.holter.probe.reactor.netty;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.netty.NettyLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.List;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * All event loops of Reactor Netty's {@link LoopResources} under watch, named after their threads.
 * Works with Reactor Netty 1.2 and 1.3. Any thread may call it.
 *
 * <pre>{@code
 * ReactorNettyLoops loops = ReactorNettyLoops.watch(probe, HttpResources.get());
 * HttpServer server = loops.countRequests(HttpServer.create()).handle(...);
 * }</pre>
 *
 * <p>Not covered: loops that only accept connections, where the resources have some of their own;
 * schedulers of Reactor, on which blocking is fine.
 */
public final class ReactorNettyLoops implements AutoCloseable {
    static final String KIND = "reactor-netty";

    private static final String COUNTER = "holter.requestCounter";

    private final NettyLoops loops;

    private ReactorNettyLoops(NettyLoops loops) {
        this.loops = loops;
    }

    /**
     * Watches each event loop on which servers and clients with these resources run, with the native
     * transport where that is there and preferred, until the resources are disposed of, the probe is
     * closed, or this is. Makes the loops where there are none yet, starts their threads, and waits for
     * that.
     */
    public static ReactorNettyLoops watch(Probe probe, LoopResources resources) {
        return watch(probe, resources, LoopResources.DEFAULT_NATIVE);
    }

    /**
     * As {@link #watch(Probe, LoopResources)}, for servers and clients that choose their transport.
     *
     * @param preferNative what they say to {@code runOn}
     */
    public static ReactorNettyLoops watch(Probe probe, LoopResources resources, boolean preferNative) {
        return new ReactorNettyLoops(NettyLoops.watchThreads(probe, KIND, resources.onServer(preferNative)));
    }

    /**
     * The server with a count of its HTTP/1.1 requests. It must run on the loops that are watched here.
     * Not covered: HTTP/2, whose connections go uncounted.
     */
    public HttpServer countRequests(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> count(channel));
    }

    /** Behind the codec; a connection that begins with TLS may yet become HTTP/2, and then there is no such codec. */
    private void count(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, COUNTER, loops.httpRequestCounter());
        }
    }

    /** The loops under watch, in the resources' order. */
    public List<WatchedLoop> loops() {
        return loops.loops();
    }

    /** Connections whose requests are no longer counted because their counter failed; zero means that every request was counted. */
    public long failedCounters() {
        return loops.failedCounters();
    }

    /** Ends the watch of every loop. Servers go on, and are counted for nobody. */
    @Override
    public void close() {
        loops.close();
    }
}
