package dev.holter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    private static final Path RULES = Path.of("rules").toAbsolutePath();
    private static final Path CASES = Path.of("tests").toAbsolutePath();
    private static final Path RUNBOOKS = Path.of("runbooks").toAbsolutePath();

    @Test
    void everyRulesFile_isValid() throws Exception {
        Promtool.Result result = Promtool.run(List.of("check", "rules"), files(RULES, ".rules.yml"));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyCase_holds() throws Exception {
        Promtool.Result result = Promtool.run(List.of("test", "rules"), files(CASES, ".test.yml"));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_hasASeverityThatPeopleKnow(Rule alert) {
        assertThat(alert.severity()).isIn("critical", "warning");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_saysInWordsWhatIsWrong(Rule alert) {
        assertThat(alert.summary()).isNotBlank().contains("$labels.service", "$labels.loop");
        assertThat(alert.description()).isNotBlank().endsWith(".").contains("$labels.process", "./holter ");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_namesItsRunbook(Rule alert) {
        assertThat(alert.runbook()).isEqualTo("alerts/runbooks/" + alert.name() + ".md");
        assertThat(RUNBOOKS.resolve(alert.name() + ".md")).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void runbook_answersWhatItsReaderAsks(Rule alert) throws IOException {
        String page = Files.readString(RUNBOOKS.resolve(alert.name() + ".md"));

        assertThat(page)
                .startsWith("# " + alert.name() + "\n")
                .contains("Severity: " + alert.severity() + ".")
                .contains(
                        "## What it means",
                        "## How sure it is",
                        "## First look",
                        "## What to do",
                        "## What it does not cover",
                        "## How to tune it");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alert_hasACaseInWhichItFires(Rule alert) throws IOException {
        for (Path file : files(CASES, ".test.yml")) {
            assertThat(Files.readString(file))
                    .as("%s in which %s fires", file, alert)
                    .containsPattern("alertname: " + alert.name() + "\\s+exp_alerts:");
        }
    }

    @Test
    void everyRunbook_belongsToAnAlert() throws IOException {
        List<String> names = alerts().map(alert -> alert.name() + ".md").toList();

        assertThat(files(RUNBOOKS, ".md"))
                .extracting(page -> page.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void requestsWithoutCpu_doesNotReadTheStallItIsToCheck() throws IOException {
        assertThat(alerts().filter(alert -> alert.name().equals("RequestsWithoutCpu")))
                .singleElement()
                .extracting(Rule::expression)
                .asString()
                .doesNotContain("stall");
    }

    static Stream<Rule> alerts() throws IOException {
        return files(RULES, ".rules.yml").stream().flatMap(file -> Rule.alertsOf(file).stream());
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
