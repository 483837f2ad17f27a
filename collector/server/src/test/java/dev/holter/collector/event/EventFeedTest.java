package dev.holter.collector.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.Reported;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private final CollectorCounters counters = new CollectorCounters();
    private final EventFeed feed = new EventFeed(counters);
    private final List<CollectorEvent> seen = new ArrayList<>();
    private final CollectorEvent event =
            new CollectorEvent.IncidentChanged(Reported.incident("i-1").build(), IncidentChange.OPENED);

    @Test
    void subscriber_seesEventsUntilItsHandleIsClosed() {
        try (EventFeed.Handle handle = feed.subscribe(seen::add)) {
            assertThat(handle).isNotNull();
            feed.publish(event);
        }
        feed.publish(event);

        assertThat(seen).containsExactly(event);
    }

    @Test
    void subscriberThatThrows_isRemovedAndCounted_andOthersGoOn() {
        feed.subscribe(it -> {
            throw new IllegalStateException("broken");
        });
        feed.subscribe(seen::add);

        feed.publish(event);
        feed.publish(event);

        assertThat(seen).hasSize(2);
        assertThat(counters.get(CollectorCounter.SUBSCRIBERS_REMOVED)).isEqualTo(1);
    }
}
