package dev.holter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged collector as a process. */
class CollectorIT {
    private static final String ANY_PORT = "127.0.0.1:0";

    @TempDir
    private Path folder;

    @Test
    void collector_saysWhereItListensAndAnswersThere() throws Exception {
        try (PackagedProcess collector = startCollector()) {
            JsonNode ready = collector.readJson();
            assertThat(ready.path("event").asText()).isEqualTo("ready");
            assertThat(ready.path("grpcPort").asInt()).isPositive();

            CommandLineRun loops = CommandLineRun.of("loops", "--url", "http://127.0.0.1:" + ready.path("httpPort"));
            assertThat(loops.status()).isZero();
            assertThat(loops.out()).startsWith("No loops");
        }
    }

    @Test
    void childOfAProcessThatEnded_endsToo() throws Exception {
        try (PackagedProcess collector = startCollector()) {
            collector.readJson();
            collector.endInput();

            assertThat(collector.awaitStatus()).isZero();
            assertThat(collector.errors()).isEmpty();
        }
    }

    @Test
    void portsInUse_areOneLineAndStatusTwo() throws Exception {
        try (PackagedProcess first = startCollector()) {
            JsonNode ready = first.readJson();

            assertRefused("--grpc", "127.0.0.1:" + ready.path("grpcPort"), "--http", ANY_PORT);
            assertRefused("--grpc", ANY_PORT, "--http", "127.0.0.1:" + ready.path("httpPort"));
        }
    }

    @Test
    void brokenRulesFile_isOneLineAndStatusTwo() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), "rules: [");

        assertRefused("--grpc", ANY_PORT, "--http", ANY_PORT, "--rules", rules.toString());
    }

    private void assertRefused(String... options) throws IOException, InterruptedException {
        String[] args = new String[options.length + 1];
        args[0] = "collector";
        System.arraycopy(options, 0, args, 1, options.length);
        try (PackagedProcess process = PackagedProcess.start(folder, args)) {
            assertThat(process.awaitStatus()).isEqualTo(2);
            assertThat(process.lines()).isEmpty();
            assertThat(process.errors()).startsWith("holter collector: ").hasLineCount(1);
        }
    }

    private PackagedProcess startCollector() throws IOException {
        return PackagedProcess.start(
                folder, "collector", "--grpc", ANY_PORT, "--http", ANY_PORT, "--json", "--exit-with-parent");
    }
}
