package dev.holter.collector.alert;

import static dev.holter.collector.domain.Reported.LOOP;
import static dev.holter.collector.domain.Reported.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertEngineTest {
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @Test
    void ruleWithoutFor_firesAtOnce() {
        AlertEngine engine = engine(Duration.ZERO);
        findings.add(finding("stands"));

        AlertChange change = evaluate(engine, 0).getFirst();

        assertThat(change.stateChanged()).isTrue();
        assertThat(change.alert().state()).isEqualTo(AlertState.FIRING);
        assertThat(change.alert().firingSince()).contains(at(0));
        assertThat(change.alert().labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "alertname", "Test",
                        "severity", "critical",
                        "service", "checkout",
                        "process", "1@host",
                        "loop", "loop-1"));
        assertThat(change.alert().annotations()).containsEntry("runbook_url", "alerts/runbooks/Test.md");
    }

    @Test
    void ruleWithFor_isPendingUntilItIsOver() {
        AlertEngine engine = engine(Duration.ofMillis(300));
        findings.add(finding("stands"));

        assertThat(states(evaluate(engine, 0))).containsExactly(AlertState.PENDING);
        assertThat(evaluate(engine, 299)).isEmpty();
        assertThat(states(evaluate(engine, 300))).containsExactly(AlertState.FIRING);
    }

    @Test
    void findingThatGoesAwayWhilePending_neverFired() {
        AlertEngine engine = engine(Duration.ofSeconds(1));
        findings.add(finding("stands"));
        evaluate(engine, 0);
        findings.clear();

        AlertChange change = evaluate(engine, 500).getFirst();

        assertThat(change.alert().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(change.alert().firingSince()).isEmpty();
        assertThat(engine.alerts()).isEmpty();
    }

    @Test
    void firingAlertWhoseFindingGoesAway_isResolvedAtOnceAndShownForAWhile() {
        AlertEngine engine = engine(Duration.ZERO);
        findings.add(finding("stands"));
        evaluate(engine, 0);
        findings.clear();

        assertThat(states(evaluate(engine, 100))).containsExactly(AlertState.RESOLVED);

        assertThat(engine.alerts()).extracting(Alert::resolvedAt).containsExactly(Optional.of(at(100)));
        evaluate(engine, 100 + Duration.ofMinutes(6).toMillis());
        assertThat(engine.alerts()).isEmpty();
    }

    @Test
    void annotationsThatChange_areToldWithoutANewAlert() {
        AlertEngine engine = engine(Duration.ZERO);
        findings.add(finding("stands"));
        evaluate(engine, 0);
        findings.set(0, finding("stands in Check.call"));

        AlertChange change = evaluate(engine, 100).getFirst();

        assertThat(change.stateChanged()).isFalse();
        assertThat(change.alert().firingSince()).contains(at(0));
        assertThat(change.alert().annotations()).containsEntry("summary", "stands in Check.call");
        assertThat(engine.alerts()).hasSize(1);
    }

    @Test
    void nothingNew_isNotTold() {
        AlertEngine engine = engine(Duration.ZERO);
        findings.add(finding("stands"));
        evaluate(engine, 0);

        assertThat(evaluate(engine, 100)).isEmpty();
    }

    @Test
    void resolvedAlerts_areBounded() {
        AlertEngine engine = engine(Duration.ZERO);
        for (int i = 0; i < 250; i++) {
            findings.clear();
            findings.add(new Finding(new LoopKey(LOOP.process(), "loop-" + i), Map.of()));
            evaluate(engine, i);
        }

        assertThat(engine.alerts()).hasSize(101);
    }

    @Test
    void ruleThatThrows_isToldOnceAndNotRunAgain() {
        AlertRule broken = view -> {
            throw new IllegalStateException("broken");
        };
        AlertEngine engine = new AlertEngine(
                List.of(
                        new ArmedRule("Broken", Severity.WARNING, Duration.ZERO, broken),
                        new ArmedRule("Test", Severity.CRITICAL, Duration.ZERO, view -> findings)),
                (name, cause) -> failures.add(name));
        findings.add(finding("stands"));

        evaluate(engine, 0);
        evaluate(engine, 100);

        assertThat(failures).containsExactly("Broken");
        assertThat(engine.alerts()).extracting(Alert::alertname).containsExactly("Test");
    }

    private AlertEngine engine(Duration holdFor) {
        return new AlertEngine(
                List.of(new ArmedRule("Test", Severity.CRITICAL, holdFor, view -> findings)),
                (name, cause) -> failures.add(name));
    }

    private static Finding finding(String summary) {
        return Finding.of(LOOP, summary, "as described");
    }

    private static List<AlertChange> evaluate(AlertEngine engine, long millis) {
        return engine.evaluate(new FleetView(Reported.at(millis), List.of(), Map.of()));
    }

    private static List<AlertState> states(List<AlertChange> changes) {
        return changes.stream().map(change -> change.alert().state()).toList();
    }
}
