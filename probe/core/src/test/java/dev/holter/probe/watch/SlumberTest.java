package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlumberTest {
    private static final long BEAT = 40_000;

    private final Slumber slumber = new Slumber();
    private final Thread thread = Thread.currentThread();
    private long cpu = 1_000_000;

    @Test
    void loopThatHasNotRun_sleepsForFourHeartbeats() {
        usualBeats();

        for (int n = 0; n < Slumber.MOST_SKIPPED; n++) {
            assertThat(slumber.goesOn(OptionalLong.of(cpu))).isTrue();
        }
        assertThat(slumber.goesOn(OptionalLong.of(cpu))).isFalse();
    }

    @Test
    void loopThatHasRun_sleepsNoLonger() {
        usualBeats();

        assertThat(slumber.isOver(OptionalLong.of(cpu))).isFalse();
        assertThat(slumber.isOver(OptionalLong.of(cpu + 1))).isTrue();
        assertThat(slumber.goesOn(OptionalLong.of(cpu + 1))).isFalse();
    }

    @Test
    void heartbeatWithMoreWorkBesideIt_provesNothing() {
        usualBeats();
        beat(5 * BEAT);

        assertThat(slumber.goesOn(OptionalLong.of(cpu))).isFalse();
    }

    @Test
    void oneHeartbeatWithWorkBesideIt_doesNotChangeWhatIsUsual() {
        usualBeats();
        beat(1_000 * BEAT);
        beat(3 * BEAT);

        assertThat(slumber.goesOn(OptionalLong.of(cpu))).isFalse();
    }

    @Test
    void clockThatIsTooCoarseToSeeAHeartbeat_provesNothing() {
        for (int n = 0; n < 10; n++) {
            beat(0);
        }

        assertThat(slumber.goesOn(OptionalLong.of(cpu))).isFalse();
    }

    @Test
    void unknownCpuTime_provesNothing() {
        usualBeats();
        slumber.beatIsSent(thread, OptionalLong.empty());
        slumber.beatRan(thread, OptionalLong.empty());

        assertThat(slumber.goesOn(OptionalLong.empty())).isFalse();
    }

    @Test
    void threadThatWaitsOtherwiseThanBeforeItsHeartbeat_provesNothing() throws Exception {
        usualBeats();
        CountDownLatch usual = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        Thread loop = new Thread(() -> {
            awaitIgnored(usual);
            awaitIgnored(other);
        });
        loop.start();
        try {
            Object usualBlocker = awaitBlockerOtherThan(null, loop);
            slumber.beatIsSent(loop, OptionalLong.of(cpu));
            usual.countDown();
            awaitBlockerOtherThan(usualBlocker, loop);
            slumber.beatRan(loop, OptionalLong.of(cpu + BEAT));

            assertThat(slumber.goesOn(OptionalLong.of(cpu + BEAT))).isFalse();
        } finally {
            other.countDown();
            loop.join();
        }
    }

    private static void awaitIgnored(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static Object awaitBlockerOtherThan(@Nullable Object before, Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        while (blocker == null || blocker.equals(before)) {
            Thread.onSpinWait();
            blocker = LockSupport.getBlocker(thread);
        }
        return blocker;
    }

    private void usualBeats() {
        for (int n = 0; n < 10; n++) {
            beat(BEAT);
        }
    }

    private void beat(long costNanos) {
        slumber.beatIsSent(thread, OptionalLong.of(cpu));
        cpu += costNanos;
        slumber.beatRan(thread, OptionalLong.of(cpu));
    }
}
