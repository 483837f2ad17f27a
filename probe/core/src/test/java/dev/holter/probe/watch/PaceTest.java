package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final long INTERVAL = 10_000_000;

    private final Pace pace = new Pace(INTERVAL);

    @Test
    void hundredQuietBeats_makeALoopIdle() {
        for (int beat = 1; beat < 100; beat++) {
            assertThat(pace.next(INTERVAL, 0, 0)).as("beat %d", beat).isEqualTo(1);
        }
        assertThat(pace.next(INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
        assertThat(pace.next(5 * INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
    }

    @Test
    void loopThatStaysIdle_isLookedAtEvenLessOftenWhileItSleeps() {
        idle();
        for (int beat = 0; beat < 189; beat++) {
            pace.next(10 * INTERVAL, 0, 0);
            assertThat(pace.asleep()).as("beat %d", beat).isEqualTo(Pace.IDLE_STEPS);
        }
        assertThat(pace.next(10 * INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
        assertThat(pace.asleep()).isEqualTo(Pace.LONG_IDLE_STEPS);
        assertThat(pace.next(20 * INTERVAL, 20 * INTERVAL / 50, 0)).isEqualTo(1);
        idle();
        assertThat(pace.asleep()).isEqualTo(Pace.IDLE_STEPS);
    }

    @Test
    void loopThatRanSomething_isNotLongIdle() {
        idle();
        pace.next(20_000_000_000L, 0, 0);
        pace.ran(false);
        assertThat(pace.asleep()).isEqualTo(Pace.LONG_IDLE_STEPS);
        pace.ran(true);

        assertThat(pace.asleep()).isEqualTo(Pace.IDLE_STEPS);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 20", "10, 10, 20", "40, 2, 5", "150, 1, 1", "1000, 1, 1"})
    void gapsOfAnIdleLoop_areLimitedInTime(long intervalMillis, int idle, int asleep) {
        long interval = intervalMillis * 1_000_000;
        Pace slow = new Pace(interval);
        for (int beat = 0; beat < 200; beat++) {
            slow.next(interval, 0, 0);
        }

        assertThat(slow.next(20_000_000_000L, 0, 0)).isEqualTo(idle);
        assertThat(slow.asleep()).isEqualTo(asleep);
    }

    @Test
    void cpuTimeOfTwoPercent_wakesALoop() {
        idle();

        assertThat(pace.next(INTERVAL, INTERVAL / 50, 0)).isEqualTo(1);
        assertThat(pace.next(INTERVAL, 0, 0)).isEqualTo(1);
    }

    @Test
    void oneRequest_wakesALoop() {
        idle();

        assertThat(pace.next(INTERVAL, 0, 1)).isEqualTo(1);
    }

    @Test
    void loopOfUnknownCpuTime_isNeverIdle() {
        for (int beat = 0; beat < 1_000; beat++) {
            assertThat(pace.next(INTERVAL, -1, 0)).isEqualTo(1);
        }
    }

    private void idle() {
        for (int beat = 0; beat < 200; beat++) {
            pace.next(INTERVAL, 0, 0);
        }
    }
}
