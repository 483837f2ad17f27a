package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.time.ProbeClock;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings({"deprecation", "try"}) // the group of 4.1 is what most services have; hooks work by being there
class FailingHooksTest {
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    @Test
    void directoryThatFails_isToldOnceForEachHook_andTheServiceRuns() throws IOException {
        LoopDirectory broken = loop -> {
            throw new IllegalStateException("no directory");
        };
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), broken, faults::add);
                NettyHttpServer server = new NettyHttpServer(new NioEventLoopGroup(2), NioServerSocketChannel.class);
                HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                client.readUntil("orders");
            }
        }

        assertThat(faults)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder(
                        "the callbacks of Netty's loops are not timed: the hook failed with"
                                + " java.lang.IllegalStateException: no directory",
                        "the requests of a channel of Netty's are no longer counted: its counter failed with"
                                + " java.lang.IllegalStateException: no directory");
    }

    @Test
    void meterThatFails_endsTheTimingOfEveryLoop() throws InterruptedException {
        NioEventLoopGroup group = new NioEventLoopGroup(2);
        EventLoop failing = group.next();
        EventLoop sound = group.next();
        FragileClock clock = new FragileClock();
        MeteredLoop failingWatch = new MeteredLoop(clock);
        MeteredLoop soundWatch = new MeteredLoop(new FragileClock());
        AtomicInteger asked = new AtomicInteger();
        LoopDirectory directory = loop -> {
            asked.incrementAndGet();
            return Optional.of(loop.equals(failing) ? failingWatch : soundWatch);
        };
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), directory, faults::add)) {
            run(20, failing);
            run(20, sound);
            assertThat(failingWatch.callbacks().state().count()).isPositive();
            assertThat(soundWatch.callbacks().state().count()).isPositive();

            failing.submit(() -> clock.failsNext = true).sync(); // so that the end of this task has no time
            failing.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).sync(); // in another turn, which begins no timing
            int askedBefore = asked.get();
            long countedBefore = soundWatch.callbacks().state().count();
            run(20, failing);
            run(20, sound);

            assertThat(asked).hasValue(askedBefore);
            assertThat(List.of(failingWatch, soundWatch))
                    .noneMatch(watch -> watch.callbacks().isBusy())
                    .noneMatch(watch -> watch.callbacks().isUsed());
            assertThat(soundWatch.callbacks().state().count()).isLessThanOrEqualTo(countedBefore + 1);
            assertThat(faults)
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("the callbacks of Netty's loops are not timed: the hook failed with"
                            + " java.lang.IllegalStateException: no time");
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void executorWithoutASelector_isNotBusyForGoodOnceTheTimingHasEnded() throws InterruptedException {
        DefaultEventExecutorGroup group = new DefaultEventExecutorGroup(2);
        EventExecutor failing = group.next();
        EventExecutor sound = group.next();
        FragileClock clock = new FragileClock();
        MeteredLoop failingWatch = new MeteredLoop(clock);
        MeteredLoop soundWatch = new MeteredLoop(new FragileClock());
        LoopDirectory directory = loop -> Optional.of(loop.equals(failing) ? failingWatch : soundWatch);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), directory, faults::add)) {
            run(20, failing);
            run(20, sound);
            sound.execute(() -> {
                begun.countDown();
                awaitOf(ended);
            });
            begun.await();
            failing.submit(() -> clock.failsNext = true).sync();
            run(20, failing);
            assertThat(failingWatch.callbacks().isBusy()).isFalse();
            assertThat(soundWatch.callbacks().isBusy()).isTrue();
            ended.countDown();
            run(20, sound);

            assertThat(soundWatch.callbacks().isBusy()).isFalse();
            assertThat(soundWatch.callbacks().isUsed()).isFalse();
        } finally {
            ended.countDown();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private static void awaitOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(int tasks, EventExecutor loop) throws InterruptedException {
        for (int i = 0; i < tasks; i++) {
            loop.submit(() -> {}).sync();
        }
    }

    @Test
    void versionThatIsNotKnown_isToldAndRunsWithoutTheHook() throws Exception {
        URL testClasses =
                FailingHooksTest.class.getProtectionDomain().getCodeSource().getLocation();
        try (NettyHooks hooks = NettyHooks.install(ByteBuddyAgent.install(), loop -> Optional.empty(), faults::add);
                URLClassLoader service =
                        new URLClassLoader(new URL[] {testClasses}, ClassLoader.getPlatformClassLoader())) {
            Class<?> strange = service.loadClass("strange.netty.util.concurrent.SingleThreadEventExecutor");
            assertThat(strange.getMethod("answer").invoke(null)).isEqualTo(42);
        }

        assertThat(faults)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("the callbacks of Netty's loops are not timed:"
                        + " strange.netty.util.concurrent.SingleThreadEventExecutor is not as in the versions of"
                        + " Netty that are known");
    }

    private static final class FragileClock implements ProbeClock {
        private volatile boolean failsNext;

        @Override
        public long nanoTime() {
            if (failsNext) {
                failsNext = false;
                throw new IllegalStateException("no time");
            }
            return System.nanoTime();
        }

        @Override
        public long epochNanos() {
            return System.nanoTime();
        }
    }

    private record MeteredLoop(CallbackMeter callbacks, RequestMeter requests) implements WatchedLoop {
        MeteredLoop(ProbeClock clock) {
            this(new CallbackMeter(clock, 50_000_000), new RequestMeter());
        }

        @Override
        public String name() {
            return "metered";
        }

        @Override
        public void close() {}
    }
}
