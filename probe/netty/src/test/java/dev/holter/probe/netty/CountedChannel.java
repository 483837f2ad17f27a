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
    private final CounterFaults faults;
    private final ChannelHandler counter;
    private final EmbeddedChannel channel;

    CountedChannel(
            BiFunction<Function<EventExecutor, Optional<WatchedLoop>>, CounterFaults, RequestCounter> newCounter,
            ChannelHandler... beforeIt) {
        WatchedLoop loop = probe.watch(new NettyLoop("http-1", "netty", group.next()));
        faults = new CounterFaults(loop.requests()::counterFailed);
        counter = newCounter.apply(unused -> Optional.of(loop), faults);
        channel = new EmbeddedChannel(beforeIt);
        channel.pipeline().addLast(counter);
    }

    EmbeddedChannel channel() {
        return channel;
    }

    long faults() {
        return faults.count();
    }

    /** Waits until the probe reports exactly so many counters that failed. */
    void awaitReportedFaults(long count) {
        sink.awaitState(
                count + " counters disabled", state -> state.drops().getOrDefault("counter_disabled", 0L) == count);
    }

    boolean isCounting() {
        return channel.pipeline().context(counter) != null;
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
