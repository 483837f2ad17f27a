package dev.holter.collector.domain;

import static dev.holter.collector.domain.Reported.incident;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IncidentLogTest {
    private static final Demand NOT_COUNTED =
            new Demand(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    private final IncidentLog log = new IncidentLog(10);

    @Test
    void openIncident_hasWhatWaitsNow() {
        log.put(incident("i-1").demand(waiting(3, 7)).build());
        log.put(incident("i-1").revision(2).demand(waiting(9, 2)).build());

        assertThat(demand()).isEqualTo(waiting(9, 2));
    }

    @Test
    void incidentThatIsOver_keepsHowManyWaited() {
        log.put(incident("i-1").demand(waiting(9, 2)).build());
        log.put(incident("i-1").revision(2).demand(waiting(0, 4)).closed().build());
        log.put(incident("i-1").revision(3).demand(NOT_COUNTED).closed().build());

        assertThat(demand().inFlight()).hasValue(9);
        assertThat(demand().pending()).hasValue(4);
    }

    @Test
    void incidentThatIsOver_hasTheMostOfAllItsRevisions() {
        log.put(incident("i-1").demand(waiting(500, 1)).build());
        log.put(incident("i-1").revision(2).demand(waiting(20, 8)).build());
        log.put(incident("i-1").revision(3).demand(waiting(0, 0)).closed().build());

        assertThat(demand()).isEqualTo(waiting(500, 8));
    }

    @Test
    void incidentWhoseEndIsUnseen_hasTheMostOfAllItsRevisions() {
        Incident first = incident("i-1").demand(waiting(500, 1)).build();
        log.put(first);
        log.put(incident("i-1").revision(2).demand(waiting(20, 8)).build());
        log.closeAll(first.loop().process(), first.receivedAt());

        assertThat(demand()).isEqualTo(waiting(500, 8));
    }

    private Demand demand() {
        return log.find("i-1").orElseThrow().demand();
    }

    private static Demand waiting(long inFlight, long pending) {
        return new Demand(OptionalDouble.of(200), OptionalLong.of(inFlight), OptionalLong.of(pending));
    }
}
