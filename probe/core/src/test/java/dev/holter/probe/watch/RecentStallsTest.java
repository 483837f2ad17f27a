package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.StallTotal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentStallsTest {
    private static final long THIS_THREAD = Thread.currentThread().getId();

    private final WatchdogFixture fixture = new WatchdogFixture();
    private final RecordedFindings found = fixture.found;
    private final HandLoop loop = fixture.watch("orders");
    private long dueNanos;

    @BeforeEach
    void record() {
        fixture.cpuShare = 0;
        fixture.watchdog.recording(true);
    }

    @Test
    void collectionToldAfterTheEnd_isTheCauseAfterAll() {
        freezeFor(300 * MS);
        Incident first = found.lastIncident();
        fixture.runFor(900 * MS);
        tell(Cause.GC, Recorded.PROCESS, 0, 300 * MS);

        Incident amended = found.lastIncident();
        assertThat(amended.id()).isEqualTo(first.id());
        assertThat(amended.revision()).isEqualTo(first.revision() + 1);
        assertThat(amended.open()).isFalse();
        assertThat(amended.cause()).isEqualTo(Cause.GC).isNotEqualTo(first.cause());
        assertThat(amended.durationNanos()).isEqualTo(first.durationNanos());
        fixture.runFor(4 * SECOND);
        assertThat(counts()).isEqualTo(Map.of(Cause.GC, 1L));
    }

    @Test
    void collectionToldBeforeItsStallIsNoticed_isTheCause() {
        fixture.freeze(loop);
        dueNanos = fixture.clock.nanoTime() + 5 * MS;
        fixture.runFor(20 * MS);
        fixture.processStandsStillFor(300 * MS);
        tell(Cause.GC, Recorded.PROCESS, 15 * MS, 315 * MS);
        assertThat(found.incidents()).isEmpty();
        loop.thaw();
        fixture.runFor(20 * MS);

        assertThat(found.incidents()).hasSize(1);
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.GC);
    }

    @Test
    void totalsNeverFall() {
        freezeFor(700 * MS);
        fixture.runFor(900 * MS);
        tell(Cause.GC, Recorded.PROCESS, 0, 700 * MS);
        fixture.runFor(4 * SECOND);

        for (Cause cause : Cause.values()) {
            List<LoopState> states = found.of("orders");
            assertThat(states.stream().map(state -> total(state, cause).totalNanos()))
                    .isSorted();
            assertThat(states.stream().map(state -> total(state, cause).count()))
                    .isSorted();
        }
        assertThat(last().values().stream().mapToLong(StallTotal::totalNanos).sum())
                .isEqualTo(700 * MS);
    }

    @Test
    void stallThatMayBeAmended_isNotCountedYet() {
        freezeFor(300 * MS);
        fixture.runFor(2 * SECOND);
        assertThat(counts()).isEmpty();

        fixture.runFor(2 * SECOND);
        assertThat(counts().values()).containsExactly(1L);
    }

    @Test
    void stall_isCountedAtOnceWhereNothingIsRecorded() {
        fixture.watchdog.recording(false);
        freezeFor(300 * MS);

        assertThat(counts().values()).containsExactly(1L);
    }

    @Test
    void endOfTheRecording_countsWhatWaited() {
        freezeFor(300 * MS);
        fixture.watchdog.recording(false);
        fixture.runFor(SECOND + 100 * MS);

        assertThat(counts().values()).containsExactly(1L);
    }

    @Test
    void loopNoLongerWatched_hasItsStallsInItsLastState() {
        freezeFor(300 * MS);
        fixture.watchdog.unwatch(loop);
        fixture.runFor(SECOND);

        List<LoopState> states = found.of("orders");
        assertThat(states.get(states.size() - 1).stalls().values())
                .extracting(StallTotal::count)
                .contains(1L);
    }

    @Test
    void anotherThreadsCall_changesNothing() {
        freezeFor(300 * MS);
        int told = found.incidents().size();
        tell(Cause.SOCKET, THIS_THREAD + 1, 0, 300 * MS);

        assertThat(found.incidents()).hasSize(told);
    }

    @Test
    void callBeforeTheStall_changesNothing() {
        freezeFor(300 * MS);
        int told = found.incidents().size();
        tell(Cause.SOCKET, THIS_THREAD, -300 * MS, 0);

        assertThat(found.incidents()).hasSize(told);
    }

    @Test
    void whatIsToldTooLate_changesNothing() {
        freezeFor(300 * MS);
        int told = found.incidents().size();
        fixture.runFor(4 * SECOND);
        tell(Cause.GC, Recorded.PROCESS, 0, 300 * MS);

        assertThat(found.incidents()).hasSize(told);
        assertThat(counts()).doesNotContainKey(Cause.GC);
    }

    @Test
    void whatIsToldOfAnOpenStall_isInItsNextRevision() {
        fixture.freeze(loop);
        dueNanos = fixture.clock.nanoTime() + 5 * MS;
        fixture.runFor(5 * MS + 300 * MS);
        tell(Cause.GC, Recorded.PROCESS, 0, 290 * MS);

        assertThat(found.lastIncident().open()).isTrue();
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.GC);
    }

    @Test
    void threadsOfTheLoops_areKnownFromTheNextReportOn() {
        fixture.runFor(2 * SECOND);

        assertThat(fixture.watchdog.threadIds()).containsExactly(THIS_THREAD);
    }

    private void freezeFor(long nanos) {
        fixture.freeze(loop);
        dueNanos = fixture.clock.nanoTime() + 5 * MS;
        fixture.runFor(5 * MS + nanos);
        loop.thaw();
        fixture.runFor(20 * MS);
    }

    private void tell(Cause cause, long threadId, long fromNanos, long toNanos) {
        fixture.watchdog.recorded(List.of(new Recorded(
                cause, threadId, dueNanos + fromNanos, dueNanos + toNanos, true, "what happened", Map.of())));
        fixture.runFor(20 * MS);
    }

    private Map<Cause, Long> counts() {
        return last().entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().count()));
    }

    private Map<Cause, StallTotal> last() {
        return found.last("orders").stalls();
    }

    private static StallTotal total(LoopState state, Cause cause) {
        return state.stalls().getOrDefault(cause, new StallTotal(0, 0));
    }
}
