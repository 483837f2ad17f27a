package dev.holter.benchmarks.loops;

import dev.holter.runtime.Async;
import dev.holter.runtime.Coroutine;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Promise;
import dev.holter.runtime.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The process that measures the runtime's loop. */
final class RuntimeRates {
    private static final int BATCH = 1000;

    private RuntimeRates() {}

    /** The process. Usage: {@code RuntimeRates WARMUP_MILLIS} */
    public static void main(String[] args) throws Exception {
        Rates rates = new Rates(args);
        try (EventLoop loop = EventLoop.open()) {
            rates.measure("call_soon", 1_000_000, times -> run(loop, new Batches(loop, times)));
            rates.measure("timer", 100_000, times -> run(loop, new Timers(loop, times)));
            rates.measure("call_soon_threadsafe", 1_000_000, times -> fromOutside(loop, times));
            rates.measure("switch", 400_000, times -> loop.runUntilComplete(() -> pingPong(times)));
            rates.measure("sleep(0)", 400_000, times -> loop.runUntilComplete(() -> yields(times)));
            rates.measure("gather", 200_000, times -> loop.runUntilComplete(() -> gathers(times)));
        }
    }

    private static void run(EventLoop loop, Runnable first) {
        loop.callSoon(first);
        loop.runForever();
    }

    /** A thousand callbacks at a time, the last of which asks for the next thousand. */
    private static final class Batches implements Runnable {
        private final EventLoop loop;
        private int left;

        Batches(EventLoop loop, int times) {
            this.loop = loop;
            this.left = times;
        }

        @Override
        public void run() {
            if (left <= 0) {
                loop.stop();
                return;
            }
            for (int i = 1; i < BATCH; i++) {
                loop.callSoon(RuntimeRates::nothing);
            }
            loop.callSoon(this);
            left -= BATCH;
        }
    }

    /** The same with timers that are due. */
    private static final class Timers implements Runnable {
        private final EventLoop loop;
        private int left;

        Timers(EventLoop loop, int times) {
            this.loop = loop;
            this.left = times;
        }

        @Override
        public void run() {
            if (left <= 0) {
                loop.stop();
                return;
            }
            for (int i = 1; i < BATCH; i++) {
                loop.callLater(Duration.ZERO, RuntimeRates::nothing);
            }
            loop.callLater(Duration.ZERO, this);
            left -= BATCH;
        }
    }

    private static void fromOutside(EventLoop loop, int times) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Thread outside = new Thread(() -> {
            try {
                started.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (int i = 1; i < times; i++) {
                loop.callSoonThreadsafe(RuntimeRates::nothing);
            }
            loop.callSoonThreadsafe(loop::stop);
        });
        outside.start();
        loop.callSoon(started::countDown);
        loop.runForever();
        outside.join();
    }

    /** Two tasks, each of which completes what the other awaits. */
    private static @Nullable Void pingPong(int switches) throws Exception {
        EventLoop loop = EventLoop.running();
        Turns turns = new Turns(loop);
        Task<@Nullable Void> other = Async.createTask(() -> turns.take(1, switches / 2));
        turns.take(0, switches / 2);
        return Async.await(other);
    }

    private static final class Turns {
        private final EventLoop loop;
        private final List<Promise<@Nullable Void>> turns = new ArrayList<>();

        Turns(EventLoop loop) {
            this.loop = loop;
            turns.add(loop.createFuture());
            turns.add(loop.createFuture());
            turns.get(0).setResult(null);
        }

        @Nullable
        Void take(int mine, int times) throws Exception {
            for (int i = 0; i < times; i++) {
                Async.await(turns.get(mine));
                turns.set(mine, loop.createFuture());
                turns.get(1 - mine).setResult(null);
            }
            return null;
        }
    }

    private static @Nullable Void yields(int times) {
        for (int i = 0; i < times; i++) {
            Async.yieldNow();
        }
        return null;
    }

    private static @Nullable Void gathers(int times) throws Exception {
        List<Coroutine<@Nullable Void>> tasks = Collections.nCopies(BATCH, RuntimeRates::shortTask);
        for (int i = 0; i < times; i += BATCH) {
            Async.await(Async.gather(tasks));
        }
        return null;
    }

    private static @Nullable Void shortTask() {
        Async.yieldNow();
        return null;
    }

    private static void nothing() {}
}
