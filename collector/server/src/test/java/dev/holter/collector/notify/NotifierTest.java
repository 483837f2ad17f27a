package dev.holter.collector.notify;

import static dev.holter.collector.domain.Reported.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertChange;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.alert.Severity;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotifierTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Instant NOW = at(60_000);

    private final CollectorCounters counters = new CollectorCounters();
    private final Receiver receiver;

    NotifierTest() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void webhook_getsFiringAndResolvedInOrder() throws InterruptedException {
        try (WebhookNotifier webhook = new WebhookNotifier(receiver.address(), counters)) {
            webhook.changed(new AlertChange(alert(AlertState.FIRING), true));
            webhook.changed(new AlertChange(alert(AlertState.FIRING), false));
            webhook.changed(new AlertChange(alert(AlertState.RESOLVED), true));

            JsonNode firing = body();
            assertThat(firing.path("state").asText()).isEqualTo("firing");
            assertThat(firing.path("labels").path("loop").asText()).isEqualTo("loop-1");
            assertThat(firing.path("annotations").path("summary").asText()).isEqualTo("stands");
            assertThat(firing.has("resolvedAt")).isFalse();
            assertThat(body().path("resolvedAt").asText()).isEqualTo(at(9000).toString());
        }
    }

    @Test
    void webhookThatRefuses_isTriedAgain() throws InterruptedException {
        receiver.refuse(2);
        try (WebhookNotifier webhook =
                new WebhookNotifier(receiver.address(), counters, Duration.ofSeconds(5), Duration.ofMillis(1))) {
            webhook.changed(new AlertChange(alert(AlertState.FIRING), true));

            await(() -> counters.get(CollectorCounter.WEBHOOK_SENT) == 1);
            assertThat(counters.get(CollectorCounter.WEBHOOK_FAILED)).isEqualTo(2);
            assertThat(counters.get(CollectorCounter.WEBHOOK_DROPPED)).isZero();
        }
    }

    @Test
    void webhookThatNeverTakesIt_isGivenUpAndCounted() throws InterruptedException {
        receiver.refuse(4);
        try (WebhookNotifier webhook =
                new WebhookNotifier(receiver.address(), counters, Duration.ofSeconds(5), Duration.ofMillis(1))) {
            webhook.changed(new AlertChange(alert(AlertState.FIRING), true));
            webhook.changed(new AlertChange(alert(AlertState.RESOLVED), true));

            await(() -> counters.get(CollectorCounter.WEBHOOK_SENT) == 1);
            assertThat(counters.get(CollectorCounter.WEBHOOK_DROPPED)).isEqualTo(1);
        }
    }

    @Test
    void webhookThatHangs_costsTheCallerNothingAndDropsWhatIsTooMuch() {
        receiver.hang();
        try (WebhookNotifier webhook =
                new WebhookNotifier(receiver.address(), counters, Duration.ofSeconds(30), Duration.ofMillis(1))) {
            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                webhook.changed(new AlertChange(alert(AlertState.FIRING), true));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(counters.get(CollectorCounter.WEBHOOK_DROPPED)).isBetween(740L, 745L);
        }
    }

    @Test
    void webhookThatHangs_isCutOffAfterTheTimeout() throws InterruptedException {
        receiver.hang();
        try (WebhookNotifier webhook = new WebhookNotifier(receiver.address(), counters, SHORT, Duration.ofMillis(1))) {
            webhook.changed(new AlertChange(alert(AlertState.FIRING), true));

            await(() -> counters.get(CollectorCounter.WEBHOOK_DROPPED) == 1);
            assertThat(counters.get(CollectorCounter.WEBHOOK_FAILED)).isEqualTo(4);
        }
    }

    @Test
    void alertmanager_getsWhatFiresWithAnEndAheadAndAgainAfterAWhile() throws InterruptedException {
        try (AlertmanagerNotifier alertmanager = alertmanager(SHORT)) {
            alertmanager.changed(new AlertChange(alert(AlertState.FIRING), true));

            for (int i = 0; i < 3; i++) {
                assertThat(receiver.nextPath()).isEqualTo("POST /api/v2/alerts");
                JsonNode alert = body().path(0);
                assertThat(alert.path("labels").path("alertname").asText()).isEqualTo("Test");
                assertThat(alert.path("startsAt").asText()).isEqualTo(at(500).toString());
                assertThat(alert.path("endsAt").asText())
                        .isEqualTo(NOW.plus(SHORT.multipliedBy(4)).toString());
            }
        }
    }

    @Test
    void alertmanager_getsTheNewestAnnotationsWithTheNextRepetition() throws InterruptedException {
        try (AlertmanagerNotifier alertmanager = alertmanager(SHORT)) {
            alertmanager.changed(new AlertChange(alert(AlertState.FIRING), true));
            body();
            alertmanager.changed(new AlertChange(alert(AlertState.FIRING, "stands in Check.call"), false));

            JsonNode alert = body().path(0);
            while (alert.path("annotations").path("summary").asText().equals("stands")) {
                alert = body().path(0);
            }
            assertThat(alert.path("annotations").path("summary").asText()).isEqualTo("stands in Check.call");
        }
    }

    @Test
    void alertmanagerThatRefusesTheEnd_isToldAgain() throws InterruptedException {
        try (AlertmanagerNotifier alertmanager = alertmanager(Duration.ofSeconds(30))) {
            alertmanager.changed(new AlertChange(alert(AlertState.FIRING), true));
            body();
            await(() -> counters.get(CollectorCounter.ALERTMANAGER_SENT) == 1);
            receiver.refuse(1);
            alertmanager.changed(new AlertChange(alert(AlertState.RESOLVED), true));

            assertThat(body().path(0).path("endsAt").asText()).isEqualTo(at(9000).toString());
            assertThat(body().path(0).path("endsAt").asText()).isEqualTo(at(9000).toString());
            await(() -> counters.get(CollectorCounter.ALERTMANAGER_SENT) == 2);
            assertThat(counters.get(CollectorCounter.ALERTMANAGER_FAILED)).isEqualTo(1);
        }
    }

    @Test
    void alertThatNeverFired_isNobodysBusiness() throws InterruptedException {
        Alert pending = new Alert(
                "Test",
                Severity.WARNING,
                AlertState.RESOLVED,
                Map.of("loop", "other"),
                Map.of(),
                at(0),
                Optional.empty(),
                Optional.of(at(1)));
        try (WebhookNotifier webhook = new WebhookNotifier(receiver.address(), counters)) {
            webhook.changed(new AlertChange(pending, true));
            webhook.changed(new AlertChange(alert(AlertState.FIRING), true));

            assertThat(body().path("labels").path("loop").asText()).isEqualTo("loop-1");
        }
    }

    @Test
    void logLine_saysWhatAndForHowLong() {
        assertThat(LogNotifier.line(alert(AlertState.FIRING))).isEqualTo("FIRING Test (critical): stands");
        assertThat(LogNotifier.line(alert(AlertState.RESOLVED)))
                .isEqualTo("RESOLVED Test (critical): stands, fired for 8.5 s");
    }

    private AlertmanagerNotifier alertmanager(Duration resend) {
        return new AlertmanagerNotifier(
                receiver.address(), counters, InstantSource.fixed(NOW), resend, Duration.ofSeconds(5));
    }

    private JsonNode body() throws InterruptedException {
        return Objects.requireNonNull(receiver.next(), "nothing came");
    }

    private static Alert alert(AlertState state) {
        return alert(state, "stands");
    }

    private static Alert alert(AlertState state, String summary) {
        return new Alert(
                "Test",
                Severity.CRITICAL,
                state,
                Map.of("alertname", "Test", "loop", "loop-1"),
                Map.of("summary", summary),
                at(0),
                Optional.of(at(500)),
                state == AlertState.RESOLVED ? Optional.of(at(9000)) : Optional.empty());
    }

    /** Until the test times out. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
