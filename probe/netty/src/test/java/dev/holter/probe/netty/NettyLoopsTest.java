package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.LoopState;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NettyLoopsTest {
    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(20))
            .sink(sink)
            .start();
    private final EventLoopGroup group = new NioEventLoopGroup(3);

    @AfterEach
    void end() {
        probe.close();
        TestedGroup.end(group);
    }

    @Test
    void everyLoopOfAGroup_hasAHeartbeatUnderItsNumber() {
        try (NettyLoops loops = NettyLoops.watch(probe, "http", group)) {
            assertThat(loops.loops()).extracting(WatchedLoop::name).containsExactly("http-1", "http-2", "http-3");
            for (WatchedLoop loop : loops.loops()) {
                LoopState state = sink.awaitLoop(loop.name(), "heartbeats", one -> one.heartbeats() > 2);
                assertThat(state.kind()).isEqualTo("netty");
                assertThat(state.tasksPending()).isPresent();
                assertThat(state.requestsStarted()).isEmpty();
            }
        }
    }

    @Test
    void loopsAreFoundByTheirEventLoop_andStrangersAreNot() {
        EventLoopGroup other = new DefaultEventLoopGroup(1);
        try (NettyLoops loops = NettyLoops.watch(probe, "http", group)) {
            assertThat(loops.watchedLoop(group.iterator().next()))
                    .contains(loops.loops().get(0));
            assertThat(loops.watchedLoop(other.next())).isEmpty();
        } finally {
            TestedGroup.end(other);
        }
    }

    @Test
    void oneEventLoop_isAGroupOfOne() {
        try (NettyLoops loops = NettyLoops.watch(probe, "only", group.next())) {
            assertThat(loops.loops()).extracting(WatchedLoop::name).containsExactly("only-1");
        }
    }

    @Test
    void loopsOfALibrary_areNamedAfterTheirThreads() {
        try (NettyLoops loops = NettyLoops.watchThreads(probe, "library", group)) {
            List<String> threads = new ArrayList<>();
            group.forEach(loop -> threads.add(
                    ((SingleThreadEventExecutor) loop).threadProperties().name()));

            assertThat(loops.loops()).extracting(WatchedLoop::name).containsExactlyElementsOf(threads);
            assertThat(sink.awaitLoop(threads.get(2), "heartbeats", one -> one.heartbeats() > 2)
                            .kind())
                    .isEqualTo("library");
        }
    }

    @Test
    void loopsOfALibraryThatHaveEnded_areNamedByNumber() {
        TestedGroup.end(group);
        try (NettyLoops loops = NettyLoops.watchThreads(probe, "library", group)) {
            assertThat(loops.loops())
                    .extracting(WatchedLoop::name)
                    .containsExactly("library-1", "library-2", "library-3");
        }
    }

    @Test
    void loopThatAsks_isFound_andOtherThreadsFindNone() throws Exception {
        try (NettyLoops loops = NettyLoops.watch(probe, "http", group)) {
            assertThat(group.iterator().next().submit(loops::currentLoop).get())
                    .contains(loops.loops().get(0));
            assertThat(loops.currentLoop()).isEmpty();
        }
    }

    @Test
    void close_endsTheWatchOfEveryLoop() {
        NettyLoops loops = NettyLoops.watch(probe, "http", group);
        sink.awaitState("three loops", state -> state.loops().size() == 3);

        loops.close();

        sink.awaitState("no loop", state -> state.loops().isEmpty());
    }

    @Test
    void groupThatShutsDown_isWatchedNoMore() {
        NettyLoops.watch(probe, "http", group);
        sink.awaitState("three loops", state -> state.loops().size() == 3);

        TestedGroup.end(group);

        sink.awaitState("no loop", state -> state.loops().isEmpty());
    }
}
