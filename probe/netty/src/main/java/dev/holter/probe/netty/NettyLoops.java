package dev.holter.probe.netty;

import dev.holter.probe.Loop;
import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All event loops of a Netty {@link EventLoopGroup} under watch, and the source of the handlers that
 * count their requests. Works with Netty 4.1 and 4.2 and every transport of theirs. Any thread may
 * call it.
 *
 * <pre>{@code
 * NettyLoops loops = NettyLoops.watch(probe, "http", workers);
 * ...
 * pipeline.addLast(new HttpServerCodec(), loops.httpRequestCounter(), ...);
 * }</pre>
 *
 * <p>Not covered: an {@code EventExecutorGroup} that is no group of event loops; loops that a group
 * gets later; loops that a Netty 4.2 group with automatic scaling has put to rest, which heartbeats
 * wake up again. A heartbeat is a task of the loop: the first one starts the loop's thread where none
 * runs yet.
 */
public final class NettyLoops implements AutoCloseable {
    private final List<WatchedLoop> watched;
    private final Map<EventExecutor, WatchedLoop> byLoop;
    private final CounterFaults faults = new CounterFaults(this::counterFailed);

    private NettyLoops(List<WatchedLoop> watched, Map<EventExecutor, WatchedLoop> byLoop) {
        this.watched = watched;
        this.byLoop = byLoop;
    }

    /**
     * Watches each loop of a group until it terminates, this is closed or the probe is closed. Does not
     * block.
     *
     * @param name what the loops are named after: {@code name-1}, {@code name-2} and so on, in the
     *     group's order
     */
    public static NettyLoops watch(Probe probe, String name, EventLoopGroup group) {
        return watch(probe, group, (loop, number) -> new NettyLoop(name + "-" + number, "netty", loop));
    }

    /**
     * Watches each loop of a group that a library over Netty keeps, as {@link #watch(Probe, String,
     * EventLoopGroup)} does, but named after the loops' threads. Starts the threads and waits for that.
     *
     * @param kind the library
     */
    public static NettyLoops watchThreads(Probe probe, String kind, EventLoopGroup group) {
        return watch(probe, group, (loop, number) -> NettyLoop.named(loop, kind, kind + "-" + number));
    }

    private static NettyLoops watch(Probe probe, EventLoopGroup group, BiFunction<EventExecutor, Integer, Loop> view) {
        List<EventExecutor> executors = new ArrayList<>();
        List<Loop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            executors.add(executor);
            loops.add(view.apply(executor, executors.size()));
        }
        List<WatchedLoop> watched = probe.watchAll(loops);
        Map<EventExecutor, WatchedLoop> byLoop = new HashMap<>();
        for (int i = 0; i < watched.size(); i++) {
            byLoop.put(executors.get(i), watched.get(i));
        }
        return new NettyLoops(List.copyOf(watched), Map.copyOf(byLoop));
    }

    /** The loops under watch, in the group's order. */
    public List<WatchedLoop> loops() {
        return watched;
    }

    /** What watches the given event loop; empty where it is not of this group. */
    public Optional<WatchedLoop> watchedLoop(EventExecutor eventLoop) {
        return Optional.ofNullable(byLoop.get(eventLoop));
    }

    /** What watches the event loop that calls this; empty on every other thread. Takes time in proportion to the loops. */
    public Optional<WatchedLoop> currentLoop() {
        for (Map.Entry<EventExecutor, WatchedLoop> one : byLoop.entrySet()) {
            if (one.getKey().inEventLoop()) {
                return Optional.of(one.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * A new handler for one channel of a protocol in which each message that arrives is a request and
     * each message that is written is the whole answer to one. It belongs behind the codec. See {@link
     * MessageRequestCounter} for what it does not cover.
     */
    public ChannelHandler requestCounter() {
        return new MessageRequestCounter(this::watchedInGroup, faults);
    }

    /**
     * A new handler for one channel of an HTTP/1.1 server. It belongs right behind the {@code
     * HttpServerCodec}. See {@link HttpRequestCounter} for what it counts and what it does not cover.
     * Needs netty-codec-http on the class path, which nothing else here does.
     */
    public ChannelHandler httpRequestCounter() {
        return new HttpRequestCounter(this::watchedInGroup, faults);
    }

    /**
     * Handlers that removed themselves because they failed, which the probe reports as dropped too, {@code
     * counter_disabled}; zero means that every request was counted.
     */
    public long failedCounters() {
        return faults.count();
    }

    /** Ends the watch of every loop. Handlers that are still in pipelines go on and count for nobody. */
    @Override
    public void close() {
        watched.forEach(WatchedLoop::close);
    }

    /** Whichever loop it was of: the probe counts such failures for the whole process. */
    private void counterFailed() {
        watched.stream().findFirst().ifPresent(loop -> loop.requests().counterFailed());
    }

    private Optional<WatchedLoop> watchedInGroup(EventExecutor eventLoop) {
        WatchedLoop loop = byLoop.get(eventLoop);
        if (loop == null) {
            throw new IllegalStateException(eventLoop + " is no event loop of the group that is watched");
        }
        return Optional.of(loop);
    }
}
