package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.Occurrence;
import dev.holter.probe.report.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StallRecordingsTest {
    /** The probe's clock may show anything, and wrap round within a stall. */
    private static final long START = Long.sum(Long.MAX_VALUE, -50);

    private static final long THREAD = 17;

    private final Drops drops = new Drops();
    private final StallRecordings recordings = new StallRecordings(THREAD, START, drops);

    @Test
    void timesAreFromTheStartOfTheStall() {
        assertThat(recordings.add(List.of(recorded(THREAD, -20, 80, true)), START + 100))
                .isTrue();

        assertThat(recordings.occurrences())
                .containsExactly(new Occurrence(Cause.SOCKET, false, -20, 80, "a read", Map.of("peer", "db")));
    }

    @Test
    void whatStoppedNobody_takesNoTime() {
        recordings.add(
                List.of(recorded(Recorded.PROCESS, -20, 80, false), recorded(Recorded.PROCESS, 30, 90, false)),
                START + 100);

        assertThat(recordings.occurrences()).extracting(Occurrence::fromNanos).containsExactly(0L, 30L);
        assertThat(recordings.occurrences()).allMatch(one -> one.fromNanos() == one.toNanos() && one.ofProcess());
    }

    @Test
    void whatDoesNotOverlap_isNoneOfTheStalls() {
        assertThat(recordings.add(
                        List.of(
                                recorded(THREAD, -20, 0, true),
                                recorded(THREAD, 100, 120, true),
                                recorded(THREAD + 1, 0, 100, true)),
                        START + 100))
                .isFalse();
        assertThat(recordings.occurrences()).isEmpty();
    }

    @Test
    void ofMoreThanFit_theLongestAreKeptAndTheRestCounted() {
        List<Recorded> many = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            many.add(recorded(THREAD, 0, 1 + n, true));
        }
        recordings.add(many, START + 1_000);

        assertThat(recordings.occurrences())
                .hasSize(64)
                .allMatch(one -> one.toNanos() > 36)
                .anyMatch(one -> one.toNanos() == 100);
        assertThat(drops.totals()).containsEntry("recording_suppressed", 36L);
    }

    private static Recorded recorded(long threadId, long fromNanos, long toNanos, boolean standstill) {
        return new Recorded(
                Cause.SOCKET, threadId, START + fromNanos, START + toNanos, standstill, "a read", Map.of("peer", "db"));
    }
}
