package dev.holter.benchmarks.loops;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process that measures Netty's loop. */
final class NettyRates {
    private static final int BATCH = 1000;

    private NettyRates() {}

    /** The process. Usage: {@code NettyRates WARMUP_MILLIS} */
    public static void main(String[] args) throws Exception {
        Rates rates = new Rates(args);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoop loop = group.next();
        rates.measure("call_soon", 1_000_000, times -> run(loop, done -> new Batches(loop, times, false, done)));
        rates.measure("timer", 100_000, times -> run(loop, done -> new Batches(loop, times, true, done)));
        rates.measure("call_soon_threadsafe", 1_000_000, times -> fromOutside(loop, times));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private interface Made {
        Runnable by(CountDownLatch done);
    }

    private static void run(EventLoop loop, Made first) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(first.by(done));
        done.await();
    }

    private static final class Batches implements Runnable {
        private final EventLoop loop;
        private final boolean timed;
        private final CountDownLatch done;
        private int left;

        Batches(EventLoop loop, int times, boolean timed, CountDownLatch done) {
            this.loop = loop;
            this.left = times;
            this.timed = timed;
            this.done = done;
        }

        @Override
        public void run() {
            if (left <= 0) {
                done.countDown();
                return;
            }
            for (int i = 1; i < BATCH; i++) {
                ask(NettyRates::nothing);
            }
            ask(this);
            left -= BATCH;
        }

        private void ask(Runnable callback) {
            if (timed) {
                var _ = loop.schedule(callback, 0, TimeUnit.NANOSECONDS);
            } else {
                loop.execute(callback);
            }
        }
    }

    private static void fromOutside(EventLoop loop, int times) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 1; i < times; i++) {
            loop.execute(NettyRates::nothing);
        }
        loop.execute(done::countDown);
        done.await();
    }

    private static void nothing() {}
}
