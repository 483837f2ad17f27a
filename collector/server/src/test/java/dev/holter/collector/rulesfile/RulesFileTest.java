package dev.holter.collector.rulesfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.collector.alert.RuleSet;
import dev.holter.collector.config.ConfigurationException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {
    @TempDir
    Path folder;

    @Test
    void shippedFile_hasTheDefaultsOfTheCode() throws URISyntaxException, IOException {
        Path shipped = Path.of(Objects.requireNonNull(RulesFile.class.getResource("/default-rules.yaml"))
                .toURI());

        assertThat(RulesFile.read(shipped)).isEqualTo(RuleSet.defaults());
        assertThat(Files.readAllLines(shipped).stream().filter(line -> line.matches("  [a-z_]+: .*")))
                .as("every setting is in the file")
                .hasSize(15);
    }

    @Test
    void fileThatNamesLittle_keepsTheOtherDefaults() throws IOException {
        RuleSet rules =
                read("EventLoopBlockedUnderLoad:\n  stall_age: 2s\n  for: 1m\nRequestsWithoutCpu:\n  enabled: false\n");

        assertThat(rules.eventLoopBlockedUnderLoad().stallAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(rules.eventLoopBlockedUnderLoad().holdFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rules.eventLoopBlockedUnderLoad().cpuShare()).isEqualTo(0.1);
        assertThat(rules.requestsWithoutCpu().enabled()).isFalse();
        assertThat(rules.armed()).hasSize(2);
    }

    @Test
    void emptyFileAndEmptySection_areTheDefaults() throws IOException {
        assertThat(read("# nothing\n")).isEqualTo(RuleSet.defaults());
        assertThat(read("RequestsWithoutCpu:\n")).isEqualTo(RuleSet.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'NoSuchRule:\n  for: 1s'|line 1: there is no rule \"NoSuchRule\"; there are EventLoopBlockedUnderLoad, EventLoopSaturated, RequestsWithoutCpu.",
                "'# one\nRequestsWithoutCpu:\n  windw: 1s'|line 3: RequestsWithoutCpu has no setting \"windw\"; it has cpu_share, enabled, for, requests_per_second, window.",
                "'RequestsWithoutCpu:\n  window: soon'|line 2: RequestsWithoutCpu.window is \"soon\"; write a duration from 500ms to 5s, as 500ms, 2s or 1m.",
                "'RequestsWithoutCpu:\n  window: 1h'|line 2: RequestsWithoutCpu.window is \"1h\"; write a duration from 500ms to 5s, as 500ms, 2s or 1m.",
                "'RequestsWithoutCpu:\n  cpu_share: 1.5'|line 2: RequestsWithoutCpu.cpu_share is \"1.5\"; write a number from 0 to 1.",
                "'RequestsWithoutCpu:\n  cpu_share: NaN'|line 2: RequestsWithoutCpu.cpu_share is \"NaN\"; write a number from 0 to 1.",
                "'EventLoopBlockedUnderLoad:\n  pending: 0.5'|line 2: EventLoopBlockedUnderLoad.pending is \"0.5\"; write a whole number from 1 to 1000000000.",
                "'EventLoopBlockedUnderLoad:\n  enabled: perhaps'|line 2: EventLoopBlockedUnderLoad.enabled is \"perhaps\"; write true or false.",
                "'EventLoopBlockedUnderLoad:\n  for: [1s]'|line 2: EventLoopBlockedUnderLoad.for has to be a single value.",
                "'EventLoopBlockedUnderLoad: 5'|line 1: EventLoopBlockedUnderLoad has to be followed by settings, each on a line of its own, indented.",
                "'EventLoopBlockedUnderLoad:\n  for: 1s\n  for: 2s'|line 3: EventLoopBlockedUnderLoad.for is there twice.",
                "'just words'|line 1: has to begin with the name of a rule and a colon."
            })
    void brokenFile_isOneLineThatSaysWhereAndWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(folder.resolve("rules.yaml") + ", " + message);
    }

    @Test
    void fileThatIsNotYaml_isOneLineWithTheLine() {
        assertThatThrownBy(() -> read("RequestsWithoutCpu:\n  window: 'open\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder.resolve("rules.yaml") + ", line ")
                .hasMessageContaining("is not YAML")
                .hasMessageNotContaining("\n");
    }

    @Test
    void fileThatIsNotThere_isOneLine() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> RulesFile.read(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Cannot read the rules file " + missing + ": there is no such file.");
    }

    @Test
    void fileThatIsNotText_isOneLine() throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> RulesFile.read(binary))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Cannot read the rules file " + binary + ": it is not text in UTF-8.");
    }

    private RuleSet read(String text) throws IOException {
        return RulesFile.read(Files.writeString(folder.resolve("rules.yaml"), text));
    }
}
