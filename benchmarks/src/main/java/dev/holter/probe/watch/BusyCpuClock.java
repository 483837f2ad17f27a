package dev.holter.probe.watch;

import dev.holter.probe.host.JvmThreadCpuClock;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.time.ProbeClock;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * Reads the CPU time of a thread that waits, whichever thread it is asked for: to read one's own is
 * cheaper than to read a loop's. Adds the time that passed, so that every loop looks busy and none is
 * sent heartbeats more rarely.
 */
final class BusyCpuClock implements ThreadCpuClock {
    private final ThreadCpuClock real = new JvmThreadCpuClock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread waiting = new Thread(this::await, "waiting");
    private final ProbeClock clock;

    BusyCpuClock(ProbeClock clock) {
        this.clock = clock;
    }

    void start() {
        waiting.start();
    }

    void end() throws InterruptedException {
        ended.countDown();
        waiting.join();
    }

    @Override
    public OptionalLong cpuNanos(Thread thread) {
        OptionalLong read = real.cpuNanos(waiting);
        return read.isPresent() ? OptionalLong.of(read.getAsLong() + clock.nanoTime()) : read;
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
