package dev.holter.collector.notify;

import static dev.holter.collector.domain.Reported.START;
import static dev.holter.collector.domain.Reported.incident;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.Reported;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.event.CollectorEvent.IncidentChanged;
import dev.holter.collector.event.EventFeed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class IncidentJournalTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("Incident");

    private final CollectorCounters counters = new CollectorCounters();
    private final EventFeed events = new EventFeed(counters);
    private final IncidentJournal journal = new IncidentJournal(events, counters);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        journal.close();
        LOG.detachAppender(lines);
    }

    @Test
    void stall_isToldWhenItOpensEndsAndIsAmended() throws InterruptedException {
        tell(incident("i-1"), IncidentChange.OPENED);
        tell(incident("i-1").lasted(START, 100), IncidentChange.UPDATED);
        tell(incident("i-1").lasted(START, 1500).cause(Cause.UNKNOWN).closed(), IncidentChange.ENDED);
        tell(incident("i-1").lasted(START, 1500).detail("peer", "10.0.0.7:80").closed(), IncidentChange.AMENDED);

        assertThat(lines.next())
                .isEqualTo(
                        "OPENED i-1 (1@host): since 2026-11-01T12:00:00.000Z loop loop-1 of checkout stands still, for"
                                + " 60 ms so far, in a network call, at Upstream$Check.call (Upstream.java:42), with 3 requests"
                                + " in flight and 7 queued callbacks waiting for it. What helps: Make this call without"
                                + " blocking, or run it on a worker thread. Give it a read timeout that is shorter than your"
                                + " callers wait: without one it lasts as long as the other side likes.");
        assertThat(lines.next())
                .isEqualTo("ENDED i-1 (1@host): at 2026-11-01T12:00:00.000Z loop loop-1 of checkout stood still for"
                        + " 1.5 s, for a reason that could not be shown, at Upstream$Check.call (Upstream.java:42),"
                        + " while 3 requests in flight and 7 queued callbacks waited for it. What helps: Read the"
                        + " evidence and the stacks: they say what was seen, though not enough to name a cause.");
        assertThat(lines.next()).startsWith("AMENDED i-1 (1@host): ").contains("in a network call to 10.0.0.7:80");
    }

    @Test
    void amendmentThatChangesNoWord_isNotTold() throws InterruptedException {
        tell(incident("i-1").closed(), IncidentChange.ENDED);
        tell(incident("i-1").revision(2).closed(), IncidentChange.AMENDED);
        tell(incident("i-2").closed(), IncidentChange.AMENDED);

        assertThat(lines.next()).startsWith("ENDED i-1 ");
        assertThat(lines.next()).startsWith("AMENDED i-2 ");
    }

    @Test
    void nameOfSeveralLines_staysInOne() throws InterruptedException {
        tell(
                incident("i-1").cause(Cause.WAIT).blocker("pool\nFIRING", new StackFrame("A", "run", "A.java", 7)),
                IncidentChange.OPENED);

        assertThat(lines.next()).contains("pool FIRING").hasLineCount(1);
    }

    private void tell(Reported.IncidentBuilder incident, IncidentChange change) {
        events.publish(new IncidentChanged(incident.build(), change));
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        String next() throws InterruptedException {
            return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
        }
    }
}
