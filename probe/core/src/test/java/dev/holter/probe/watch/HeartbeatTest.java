package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.time.ProbeClock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeartbeatTest {
    private final VirtualClock clock = new VirtualClock();
    private final Heartbeat heartbeat = new Heartbeat(clock);

    @Test
    void nothingHasRun_beforeTheFirstBeat() {
        assertThat(heartbeat.lastRun()).isZero();
        assertThat(heartbeat.thread()).isNull();
    }

    @Test
    void beatThatWasNumbered_hasNotRunYet() {
        long number = heartbeat.next();

        assertThat(number).isEqualTo(1);
        assertThat(heartbeat.lastRun()).isLessThan(number);
    }

    @Test
    void beatThatRan_saysWhenAndOnWhichThread() {
        long number = heartbeat.next();
        clock.advance(5_000);
        heartbeat.run();

        assertThat(heartbeat.lastRun()).isEqualTo(number);
        assertThat(heartbeat.startedNanos()).isEqualTo(clock.nanoTime());
        assertThat(heartbeat.thread()).isSameAs(Thread.currentThread());
    }

    @Test
    void numberOfARefusedBeat_isGivenAgain() {
        heartbeat.next();
        heartbeat.run();
        heartbeat.next();
        heartbeat.refused();

        assertThat(heartbeat.next()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void whoSeesABeatsNumber_seesWhatThatBeatSaw() throws Exception {
        AtomicLong ticks = new AtomicLong();
        Heartbeat counting = new Heartbeat(new CountingClock(ticks));
        BlockingQueue<Heartbeat> queue = new ArrayBlockingQueue<>(1);
        Thread thread = new Thread(() -> {
            for (int n = 0; n < 50_000; n++) {
                takeFrom(queue).run();
            }
        });
        thread.start();

        for (int n = 0; n < 50_000; n++) {
            long number = counting.next();
            queue.put(counting);
            while (counting.lastRun() < number) {
                LockSupport.parkNanos(1_000);
            }
            assertThat(counting.startedNanos()).isEqualTo(number);
            assertThat(counting.thread()).isSameAs(thread);
        }
        thread.join();
    }

    private static Heartbeat takeFrom(BlockingQueue<Heartbeat> queue) {
        try {
            Heartbeat next = queue.poll(30, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record CountingClock(AtomicLong ticks) implements ProbeClock {
        @Override
        public long nanoTime() {
            return ticks.incrementAndGet();
        }

        @Override
        public long epochNanos() {
            return 0;
        }
    }
}
