package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long INTERVAL = 10_000_000;

    private final Pace pace = new Pace();

    @Test
    void hundredQuietBeats_makeALoopIdle() {
        for (int beat = 1; beat < 100; beat++) {
            assertThat(pace.next(INTERVAL, 0, 0)).as("beat %d", beat).isEqualTo(1);
        }
        assertThat(pace.next(INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
        assertThat(pace.next(5 * INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
    }

    @Test
    void loopThatStaysIdle_isAskedEvenLessOften() {
        idle();
        for (int beat = 0; beat < 189; beat++) {
            assertThat(pace.next(10 * INTERVAL, 0, 0)).as("beat %d", beat).isEqualTo(Pace.IDLE_STEPS);
        }
        assertThat(pace.next(10 * INTERVAL, 0, 0)).isEqualTo(Pace.LONG_IDLE_STEPS);
        assertThat(pace.next(20 * INTERVAL, 20 * INTERVAL / 50, 0)).isEqualTo(1);
        idle();
        assertThat(pace.next(INTERVAL, 0, 0)).isEqualTo(Pace.IDLE_STEPS);
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
