package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@SuppressWarnings("deprecation") // the event loop groups of 4.1 are what most services have
class CallbackTimingTest {
    private static final long BLOCKED_NANOS = 200_000_000;

    private final HookedProcess process = new HookedProcess();

    enum Group {
        NIO {
            @Override
            EventLoopGroup start() {
                return new NioEventLoopGroup(1);
            }
        },
        EPOLL {
            @Override
            EventLoopGroup start() {
                return new EpollEventLoopGroup(1);
            }
        },
        DEFAULT {
            @Override
            EventLoopGroup start() {
                return new DefaultEventLoopGroup(1);
            }
        };

        abstract EventLoopGroup start();
    }

    @AfterEach
    void close() {
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void task_isTimedAndCalledByItsClass(Group kind) throws InterruptedException {
        EventLoop loop = running(kind.start());
        loop.execute(new Blocking());

        CallbackType worst = worst(loop, Blocking.class);
        assertThat(worst.count()).isEqualTo(1);
        assertThat(worst.maxNanos()).isBetween(BLOCKED_NANOS, 20 * BLOCKED_NANOS);
        end(loop);
    }

    @ParameterizedTest
    @EnumSource
    void wrappedTask_isCalledByTheClassOfWhatItWraps(Group kind) throws InterruptedException {
        EventLoop loop = running(kind.start());
        var submitted = loop.submit(new Blocking());
        var scheduled = loop.schedule(new Blocking(), 1, TimeUnit.MILLISECONDS);
        assertThat(submitted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(scheduled.await(20, TimeUnit.SECONDS)).isTrue();

        process.awaitCallbacks(loop, "two blocking tasks", state -> countOf(state, Blocking.class) == 2);
        end(loop);
    }

    @Test
    void freeze_isBusyTimeWhileItLasts() throws InterruptedException {
        EventLoop loop = running(Group.NIO.start());
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> awaitQuietly(end));

        process.awaitCallbacks(
                loop, "busy time of a callback that goes on", state -> state.busyNanos() > BLOCKED_NANOS);
        end.countDown();
        end(loop);
    }

    @Test
    void idleLoop_isNotBusy() throws InterruptedException {
        EventLoop loop = running(Group.NIO.start());
        CallbackState before = process.awaitCallbacks(loop, "callbacks", state -> state.count() > 0);
        long begunNanos = System.nanoTime();
        CallbackState after = process.awaitCallbacks(loop, "50 more", state -> state.count() > before.count() + 50);

        long passedNanos = System.nanoTime() - begunNanos;
        assertThat(after.busyNanos() - before.busyNanos()).isLessThan(passedNanos / 2);
        end(loop);
    }

    @Test
    void channelEvent_isCalledByTheLastHandlerOfItsPipeline_onNio() throws IOException, InterruptedException {
        channelEventIsTimed(new NettyHttpServer(running(Group.NIO.start()), NioServerSocketChannel.class));
    }

    @Test
    void channelEvent_isCalledByTheLastHandlerOfItsPipeline_onEpoll() throws IOException, InterruptedException {
        channelEventIsTimed(new NettyHttpServer(running(Group.EPOLL.start()), EpollServerSocketChannel.class));
    }

    @Test
    void timer_isLateByWhatTheLoopWasBlocked() throws InterruptedException {
        EventLoop loop = running(Group.NIO.start());
        CountDownLatch scheduled = new CountDownLatch(1);
        loop.execute(() -> awaitScheduledThenBlock(scheduled));
        var timer = loop.schedule(() -> {}, 10, TimeUnit.MILLISECONDS);
        scheduled.countDown();
        assertThat(timer.await(20, TimeUnit.SECONDS)).isTrue();

        CallbackState state = process.awaitCallbacks(
                loop, "a timer", one -> one.timerLatenessSeconds().count() > 0);
        assertThat(state.timerLatenessSeconds().count()).isEqualTo(1);
        assertThat(state.timerLatenessSeconds().sum()).isBetween(0.1, 10.0);
        end(loop);
    }

    @Test
    void repeatedTimer_isTimedEachTime() throws InterruptedException {
        EventLoop loop = running(Group.NIO.start());
        CountDownLatch five = new CountDownLatch(5);
        var timer = loop.scheduleAtFixedRate(five::countDown, 1, 1, TimeUnit.MILLISECONDS);
        assertThat(five.await(20, TimeUnit.SECONDS)).isTrue();
        timer.cancel(false);

        CallbackState state = process.awaitCallbacks(
                loop, "five timers", one -> one.timerLatenessSeconds().count() >= 5);
        assertThat(state.timerLatenessSeconds().sum()).isLessThan(5);
        end(loop);
    }

    @Test
    void nothingIsTimed_afterTheHooksAreOut() throws InterruptedException {
        EventLoop loop = running(Group.NIO.start());
        process.awaitCallbacks(loop, "callbacks", state -> state.count() > 0);
        process.unhook();
        var done = loop.submit(new Blocking());
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();

        CallbackState state = process.awaitCallbacks(loop, "callbacks", one -> one.count() > 0);
        assertThat(countOf(state, Blocking.class)).isZero();
        end(loop);
    }

    private void channelEventIsTimed(NettyHttpServer server) throws IOException {
        try (server;
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 10; i++) {
                client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                client.readUntil("orders");
            }
            process.awaitCallbacks(
                    server.loop(), "ten reads", state -> countOf(state, NettyHttpServer.Orders.class) >= 10);
            process.awaitRequests(10, 10);
        }
    }

    private CallbackType worst(EventLoop loop, Class<?> type) {
        return process.awaitCallbacks(loop, "a callback of " + type, state -> countOf(state, type) > 0).worst().stream()
                .filter(one -> one.type().equals(type.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static long countOf(CallbackState state, Class<?> type) {
        return state.worst().stream()
                .filter(one -> one.type().equals(type.getName()))
                .mapToLong(CallbackType::count)
                .sum();
    }

    /** The only loop of a group, after it has run a task. */
    private static EventLoop running(EventLoopGroup group) throws InterruptedException {
        EventLoop loop = group.next();
        assertThat(loop.submit(() -> {}).await(20, TimeUnit.SECONDS)).isTrue();
        return loop;
    }

    private void end(EventLoop loop) {
        process.assertNoFaults();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitScheduledThenBlock(CountDownLatch scheduled) {
        try {
            assertThat(scheduled.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        new Blocking().run();
    }

    private static final class Blocking implements Runnable {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void run() {
            try {
                assertThat(never.await(BLOCKED_NANOS, TimeUnit.NANOSECONDS)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
