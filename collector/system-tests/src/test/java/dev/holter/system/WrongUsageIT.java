package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.testkit.ChildProcess;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collector that cannot start as it is told says so in one line, and ends with status 2. */
@RealProcesses
class WrongUsageIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "--grpc, nonsense",
        "--http, 127.0.0.1:99999",
        "--http, 0.0.0.0:0",
        "--alertmanager, nowhere",
        "--no-such-option, x",
    })
    void wrongOption_isNamedInOneLine(String option, String value, Processes processes) {
        String line = refusal(processes, option, value);

        assertThat(line).contains(option.equals("--alertmanager") || value.startsWith("0") ? value : option);
    }

    @Test
    void portInUse_isNamedInOneLine(Processes processes) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(refusal(processes, "--http", address)).contains(address);
            assertThat(refusal(processes, "--grpc", address)).contains(address);
        }
    }

    @Test
    void brokenRulesFile_isNamedInOneLine(Processes processes) throws IOException {
        Path noYaml = Files.writeString(folder.resolve("broken.yml"), "EventLoopBlockedUnderLoad: [");
        Path misspelt =
                Files.writeString(folder.resolve("misspelt.yml"), "EventLoopBlockedUnderLoad:\n  stall_agee: 500ms\n");
        Path missing = folder.resolve("missing.yml");

        assertThat(refusal(processes, "--rules", noYaml.toString())).contains("broken.yml");
        assertThat(refusal(processes, "--rules", misspelt.toString())).contains("misspelt.yml", "stall_agee");
        assertThat(refusal(processes, "--rules", missing.toString())).contains("missing.yml");
    }

    /** Starts a collector that is to refuse; the one line that it writes. */
    private static String refusal(Processes processes, String... options) {
        List<String> arguments = new ArrayList<>(List.of("collector"));
        List<String> given = List.of(options);
        for (String address : List.of("--grpc", "--http")) {
            if (!given.contains(address)) {
                arguments.addAll(List.of(address, "127.0.0.1:0"));
            }
        }
        arguments.addAll(given);
        ChildProcess collector = CollectorProcess.holter(processes, arguments);

        assertThat(collector.awaitEnd(SOON)).as(collector::log).isEqualTo(2);
        assertThat(collector.log().lines()).as(collector::log).hasSize(1);
        return collector.log();
    }
}
