package dev.holter.probe.stream;

import static dev.holter.probe.stream.Samples.incident;
import static dev.holter.probe.stream.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final DropCounters drops = new DropCounters();
    private final Outbox outbox = new Outbox(3, drops);

    @BeforeEach
    void openStream() {
        outbox.put(state(1, "loop-1"));
        outbox.streamBegan();
    }

    @Test
    void incidents_waitForAStateOfTheSameStream() {
        outbox.put(incident("a", 1, "loop-1"));
        assertThat(outbox.nextIncident()).isEmpty();
        outbox.nextState();
        assertThat(outbox.nextIncident()).map(Incident::id).contains("a");

        outbox.streamBegan();
        assertThat(outbox.nextIncident()).isEmpty();
        outbox.nextState();
        assertThat(outbox.nextIncident()).map(Incident::id).contains("a");
    }

    @Test
    void loopThatIsGone_staysNamedOnItsStream() {
        outbox.nextState();
        outbox.put(state(2));
        outbox.nextState();
        outbox.put(incident("a", 1, "loop-1"));
        assertThat(outbox.nextIncident()).isPresent();
    }

    @Test
    void incidents_goOldestFirst() {
        outbox.nextState();
        put("a", "b", "c");
        assertThat(takeAll()).containsExactly("a/1", "b/1", "c/1");
    }

    @Test
    void newerRevision_replacesTheOlderAndIsSent() {
        outbox.nextState();
        put("a", "b");
        outbox.put(incident("a", 3, "loop-1"));
        assertThat(takeAll()).containsExactly("a/3", "b/1");
        outbox.put(incident("a", 4, "loop-1"));
        assertThat(takeAll()).containsExactly("a/4");
        assertThat(outbox.waitingIncidents()).isEqualTo(2);
    }

    @Test
    void olderRevision_isIgnored() {
        outbox.nextState();
        outbox.put(incident("a", 3, "loop-1"));
        outbox.put(incident("a", 2, "loop-1"));
        assertThat(takeAll()).containsExactly("a/3");
    }

    @Test
    void sentIncident_isSentOnceOnAStream() {
        outbox.nextState();
        put("a");
        assertThat(takeAll()).hasSize(1);
        assertThat(takeAll()).isEmpty();
    }

    @Test
    void acknowledgement_ofTheNewestRevisionEndsTheWait() {
        outbox.nextState();
        outbox.put(incident("a", 2, "loop-1"));
        outbox.acknowledged("a", 1);
        outbox.acknowledged("unknown", 1);
        assertThat(outbox.waitingIncidents()).isEqualTo(1);
        outbox.acknowledged("a", 2);
        assertThat(outbox.waitingIncidents()).isZero();
    }

    @Test
    void fullTable_dropsTheOldestAndCountsIt() {
        outbox.nextState();
        put("a", "b", "c", "d");
        assertThat(takeAll()).containsExactly("b/1", "c/1", "d/1");
        assertThat(drops.totals()).containsEntry("incident_queue_full", 1L);
    }

    @Test
    void state_isSentOnceOnAStreamAndAgainOnTheNext() {
        assertThat(nextSequence()).contains(1L);
        assertThat(nextSequence()).isEmpty();
        outbox.streamBegan();
        assertThat(nextSequence()).contains(1L);
    }

    @Test
    void stateThatWasNeverSent_countsAsSkipped() {
        outbox.put(state(2));
        outbox.put(state(3));
        assertThat(nextSequence()).contains(3L);
        assertThat(drops.totals()).containsEntry("state_skipped", 2L);
    }

    @Test
    void stateThatWasSentOnAnEarlierStream_isNotSkipped() {
        outbox.nextState();
        outbox.streamBegan();
        outbox.put(state(2));
        assertThat(drops.totals()).containsEntry("state_skipped", 0L);
    }

    @Test
    void rejection_isBlamedOnTheOldestUnacknowledgedIncident() {
        outbox.nextState();
        put("taken", "bad", "good");
        for (int n = 0; n < Outbox.MAX_REJECTIONS; n++) {
            outbox.streamBegan();
            outbox.nextState();
            takeAll();
            outbox.acknowledged("taken", 1);
            outbox.streamRejected();
        }
        outbox.streamBegan();
        outbox.nextState();
        assertThat(takeAll()).containsExactly("good/1");
        assertThat(drops.totals()).containsEntry("incident_rejected", 1L);
    }

    @Test
    void rejectionBeforeAnyIncidentWasSent_isBlamedOnNone() {
        put("a");
        for (int n = 0; n <= Outbox.MAX_REJECTIONS; n++) {
            outbox.streamRejected();
        }
        assertThat(outbox.waitingIncidents()).isEqualTo(1);
    }

    private void put(String... ids) {
        for (String id : ids) {
            outbox.put(incident(id, 1, "loop-1"));
        }
    }

    private Optional<Long> nextSequence() {
        return outbox.nextState().map(ProcessState::sequence);
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        Optional<Incident> next = outbox.nextIncident();
        while (next.isPresent()) {
            taken.add(next.get().id() + "/" + next.get().revision());
            next = outbox.nextIncident();
        }
        return taken;
    }
}
