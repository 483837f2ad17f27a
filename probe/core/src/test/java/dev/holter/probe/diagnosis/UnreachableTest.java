package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreachableTest {
    @Test
    void noStackBecauseTheThreadComputes_isCpu() {
        Verdict verdict = Stall.of(100).cpu(0.99).stackRefusedFor(40).judge();

        assertAccusesNobody(verdict, Cause.CPU);
        assertThat(verdict.confidence()).isBetween(0.5, 0.8);
        assertSays(verdict, "safepoint for 40.0 ms");
    }

    @Test
    void noStackWhileTheProcessHadNoProcessor_isInDoubtWhateverTheCpuTime() {
        Verdict verdict =
                Stall.of(400).computed(380).pause(60, 380, Cause.STARVED).judge();

        assertUnknown(verdict);
        assertSays(verdict, "had no processor for 320.0 ms");
        assertAccusesNobody(
                Stall.of(400).computed(380).pause(60, 380, Cause.UNKNOWN).judge(), Cause.CPU);
        assertAccusesNobody(
                Stall.of(400)
                        .computed(380)
                        .pause(60, 380, Cause.STARVED)
                        .stackRefusedFor(300)
                        .judge(),
                Cause.CPU);
    }

    @Test
    void noStackAndNoCpuTime_isUnknown() {
        assertUnknown(Stall.of(100).cpu(0.1).judge());
        assertUnknown(Stall.of(100).cpu(0.5).judge());
        assertUnknown(Stall.of(100).judge());
        assertUnknown(Stall.of(100).cpu(0.1).kernel("S", "do_epoll_wait").judge());
    }

    @Test
    void noStackBecauseTheThreadWaitsForADisk_isAFile() {
        Verdict verdict = Stall.of(100)
                .cpu(0.01)
                .stackRefusedFor(40)
                .kernel("D", "folio_wait_bit")
                .judge();

        assertAccusesNobody(verdict, Cause.FILE);
        assertSays(verdict, "folio_wait_bit");
    }

    @Test
    void noStackBesideARecordedCall_isThatCallAndAccusesNobody() {
        Verdict verdict = Stall.of(100)
                .cpu(0.01)
                .recorded(Cause.SOCKET, false, -5, 98, "a read from 10.0.0.7:5432", Map.of("peer", "10.0.0.7:5432"))
                .judge();

        assertAccusesNobody(verdict, Cause.SOCKET);
        assertThat(verdict.details()).containsEntry("peer", "10.0.0.7:5432");
    }
}
