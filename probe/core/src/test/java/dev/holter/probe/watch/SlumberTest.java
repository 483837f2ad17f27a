package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlumberTest {
    private static final long BEAT = 40_000;

    private final Slumber slumber = new Slumber();
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
        slumber.beatRan(OptionalLong.empty(), OptionalLong.empty());

        assertThat(slumber.goesOn(OptionalLong.empty())).isFalse();
    }

    private void usualBeats() {
        for (int n = 0; n < 10; n++) {
            beat(BEAT);
        }
    }

    private void beat(long costNanos) {
        long before = cpu;
        cpu += costNanos;
        slumber.beatRan(OptionalLong.of(before), OptionalLong.of(cpu));
    }
}
