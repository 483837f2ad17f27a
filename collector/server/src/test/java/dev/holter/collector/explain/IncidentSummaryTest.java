package dev.holter.collector.explain;

import static dev.holter.collector.domain.Reported.START;
import static dev.holter.collector.domain.Reported.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StallPart;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentSummaryTest {

    @Test
    void openIncident_isToldInThePresent() {
        assertThat(IncidentSummary.of(
                        incident("i-1").detail("peer", "10.0.0.7:5432").build()))
                .isEqualTo("loop loop-1 of checkout stands still, for 60 ms so far, in a network call to 10.0.0.7:5432,"
                        + " at Upstream$Check.call (Upstream.java:42)");
    }

    @Test
    void partsOfAStall_areToldLongestFirst() {
        assertThat(IncidentSummary.of(incident("i-1")
                        .lasted(START, 2500)
                        .closed()
                        .noCulprit()
                        .parts(new StallPart(Cause.SOCKET, 2_100_000_000L), new StallPart(Cause.GC, 400_000_000L))
                        .build()))
                .isEqualTo("loop loop-1 of checkout stood still for 2.5 s (2.1 s in a network call, 400 ms in a garbage"
                        + " collection)");
    }

    @ParameterizedTest
    @EnumSource
    void everyCause_isToldInWordsOfItsOwn(Cause cause) {
        assertThat(IncidentSummary.of(incident("i-1").cause(cause).closed().build()))
                .startsWith("loop loop-1 of checkout stood still for 60 ms, ")
                .contains(CauseWords.of(cause));
    }

    @ParameterizedTest
    @CsvSource({
        "FILE, path, /mnt/share/a.txt, in file input or output on /mnt/share/a.txt",
        "PROCESS, command, /usr/bin/convert, in a call on a child process (/usr/bin/convert)",
        "LOCK, lock_owner, pool-1, waiting for a lock that thread \"pool-1\" holds",
        "WAIT, awaited, CompletableFuture$Signaller, waiting for another thread's result (CompletableFuture$Signaller)",
        "GC, collection, G1 Full, in a garbage collection (G1 Full)"
    })
    void detailOfACause_isTold(Cause cause, String name, String value, String told) {
        assertThat(IncidentSummary.of(
                        incident("i-1").cause(cause).detail(name, value).build()))
                .contains(told);
    }

    @Test
    void blocker_standsInForALockOwnerThatIsNotNamed() {
        assertThat(IncidentSummary.of(incident("i-1")
                        .cause(Cause.LOCK)
                        .blocker("pool-1", new StackFrame("com.acme.Cache", "load", "Cache.java", 7))
                        .build()))
                .contains("waiting for a lock that thread \"pool-1\" holds");
    }

    @Test
    void detailOfSeveralLines_staysOnOne() {
        assertThat(IncidentSummary.of(incident("i-1")
                        .cause(Cause.FILE)
                        .detail("path", "a\nFIRING b" + "x".repeat(500))
                        .build()))
                .contains("on a FIRING bxxx", "...")
                .hasLineCount(1)
                .hasSizeLessThan(400);
    }

    @Test
    void whoWaits_isCountedWhereItIsKnown() {
        assertThat(delayed(OptionalLong.of(3), OptionalLong.of(12)))
                .hasValue("with 3 requests in flight and 12 queued callbacks waiting for it");
        assertThat(delayed(OptionalLong.of(1), OptionalLong.of(0))).hasValue("with 1 request in flight waiting for it");
        assertThat(delayed(OptionalLong.of(0), OptionalLong.of(0))).isEmpty();
        assertThat(delayed(OptionalLong.empty(), OptionalLong.empty())).isEmpty();
    }

    @Test
    void whoWaited_isCountedWhenItIsOver() {
        assertThat(IncidentSummary.delayed(incident("i-1").closed().build()))
                .hasValue("while 3 requests in flight and 7 queued callbacks waited for it");
    }

    @ParameterizedTest
    @CsvSource({
        "3200000, 3.2 ms",
        "60000000, 60 ms",
        "999600000, 1.0 s",
        "2540000000, 2.5 s",
        "47000000000, 47 s",
        "125000000000, 2 min 5 s"
    })
    void duration_isSaidAsPeopleSayIt(long nanos, String said) {
        assertThat(DurationText.of(nanos)).isEqualTo(said);
    }

    private static Optional<String> delayed(OptionalLong inFlight, OptionalLong pending) {
        return IncidentSummary.delayed(incident("i-1")
                .demand(new Demand(OptionalDouble.empty(), inFlight, pending))
                .build());
    }
}
