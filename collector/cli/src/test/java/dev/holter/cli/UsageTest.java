package dev.holter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "demo --freeze 8",
                "demo --freeze 1s",
                "demo --freeze 1h",
                "demo --rate 0",
                "demo --rate many",
                "demo --loops 65",
                "demo --cause magic",
                "demo --nonsense",
                "collector --grpc here",
                "collector --grpc 127.0.0.1:99999",
                "collector --http 0.0.0.0:0",
                "collector --alertmanager not-an-address",
                "loops --url nowhere",
                "incidents one two"
            })
    void wrongUsage_isOneLineAndStatusTwo(String arguments) {
        CommandLineRun run = CommandLineRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("holter").hasLineCount(1).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help", "collector --help", "loops --help", "incidents --help"})
    void help_fitsATerminalAndIsFine(String arguments) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void version_namesTheBuild() {
        assertThat(CommandLineRun.of("version").out()).matches("holter \\d+\\.\\d+\\.\\d+\\S* \\(Java 2\\d.*\\)\\R");
    }

    @Test
    void versionInJson_isOneObject() {
        assertThat(CommandLineRun.of("version", "--json").out())
                .startsWith("{\"version\":\"")
                .endsWith("}\n");
    }

    @Test
    void unreachableCollector_isOneLineAndStatusTwo() {
        CommandLineRun run = CommandLineRun.of("incidents", "--url", "http://127.0.0.1:1");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("cannot reach a collector at http://127.0.0.1:1 (connection refused)");
    }
}
