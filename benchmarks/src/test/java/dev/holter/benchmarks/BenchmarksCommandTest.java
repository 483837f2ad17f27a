package dev.holter.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The script: what it says before it measures anything. */
class BenchmarksCommandTest {

    private record Run(int exitCode, String output) {}

    @Test
    void help_namesEachGroup() throws Exception {
        Run help = run("--help");

        assertThat(help.exitCode()).isZero();
        for (BenchmarkGroup group : BenchmarkGroup.values()) {
            assertThat(help.output()).contains(group.commandName());
        }
        assertThat(help.output())
                .contains("idle ", "jfr ", "loops ", "echo ", "memory ", "agent ", "stress ", "--brief");
    }

    @Test
    void unknownGroup_isAnError_thatNamesIt() throws Exception {
        Run unknown = run("nonsense");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).startsWith("benchmarks/run: no group is called \"nonsense\". Usage: ");
    }

    private static Run run(String argument) throws Exception {
        Process process = new ProcessBuilder(Path.of("run").toAbsolutePath().toString(), argument)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }
}
