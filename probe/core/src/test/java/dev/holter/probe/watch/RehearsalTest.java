package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.host.JvmThreadCpuClock;
import dev.holter.probe.host.ThreadAccount;
import dev.holter.probe.report.Incident;
import dev.holter.probe.time.SystemProbeClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Timing TIMING = new Timing(
            TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(1));

    /** A machine that is busy may leave it without a stack; what a real stall would do then is rehearsed as well. */
    @Test
    void rehearsedStall_isToldAsOneThatBeginsAndEnds() {
        JvmThreadCpuClock cpuClock = new JvmThreadCpuClock();
        Drops drops = new Drops();
        List<Incident> told;
        try (StackSampler sampler = new StackSampler(
                SystemProbeClock.INSTANCE, cpuClock, () -> {}, StackSampler.threads(), new JvmStacks(), drops)) {
            Diagnosis diagnosis = new Diagnosis(new FrameClassifier(List.of(), List.of()));
            told = new Rehearsal(
                            SystemProbeClock.INSTANCE,
                            TIMING,
                            cpuClock,
                            thread -> ThreadAccount.NONE,
                            sampler,
                            diagnosis)
                    .play();
        }

        assertThat(told.get(0).open()).isTrue();
        assertThat(told.get(told.size() - 1).open()).isFalse();
        assertThat(told).allMatch(incident -> incident.loop().equals("rehearsal"));
        assertThat(drops.totals().values()).allMatch(count -> count == 0);
    }
}
