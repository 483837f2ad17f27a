package dev.holter.probe.netty;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.contract.RecordingSink;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A channel in memory with one request counter, which counts for a real loop of a real probe. Between
 * the counter and the transport stands whatever a test puts there.
 */
final class CountedChannel implements AutoCloseable {
    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(20))
            .sink(sink)
            .start();
    private final EventLoopGroup group = new DefaultEventLoopGroup(1);
    private final WatchedLoop loop = probe.watch(new NettyLoop("http-1", "netty", group.next()));
    private final CounterFaults faults = new CounterFaults(loop.requests()::counterFailed);
    private final EmbeddedChannel channel;

    /** The channel counts nothing by itself. */
    CountedChannel(ChannelHandler... handlers) {
        channel = new EmbeddedChannel(handlers);
    }

    CountedChannel(
            BiFunction<Function<EventExecutor, Optional<WatchedLoop>>, CounterFaults, RequestCounter> newCounter,
            ChannelHandler... beforeIt) {
        this(beforeIt);
        channel.pipeline().addLast(newCounter.apply(this::watching, faults));
    }

    Optional<WatchedLoop> watching(EventExecutor unused) {
        return Optional.of(loop);
    }

    EmbeddedChannel channel() {
        return channel;
    }

    CounterFaults faults() {
        return faults;
    }

    /** Waits until the probe reports exactly so many counters that failed. */
    void awaitReportedFaults(long count) {
        sink.awaitState(
                count + " counters disabled", state -> state.drops().getOrDefault("counter_disabled", 0L) == count);
    }

    boolean isCounting() {
        return channel.pipeline().get(RequestCounter.class) != null;
    }

    /** Waits until the probe reports exactly so many requests. */
    void awaitRequests(long started, long finished) {
        sink.awaitFreshState();
        sink.awaitLoop(
                "http-1",
                started + " requests started and " + finished + " finished",
                one -> one.requestsStarted().orElse(0) == started
                        && one.requestsFinished().orElse(0) == finished);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        probe.close();
        TestedGroup.end(group);
    }
}
