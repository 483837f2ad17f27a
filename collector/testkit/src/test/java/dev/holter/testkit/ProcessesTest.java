package dev.holter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path folder;

    @Test
    void close_endsWhatRuns() {
        ChildProcess onEndOfInput;
        ChildProcess onSignal;
        try (Processes processes = new Processes(folder)) {
            onEndOfInput = processes.start("cat", List.of("cat"));
            onSignal = processes.start("sleep", List.of("sleep", "100"));
            assertThat(processes.alive()).containsExactly(onEndOfInput, onSignal);
        }

        assertThat(onEndOfInput.isAlive()).isFalse();
        assertThat(onSignal.isAlive()).isFalse();
    }

    @Test
    void childThatOutlivesItsParent_failsTheTestAndIsEnded() {
        Processes processes = new Processes(folder);
        ChildProcess parent = processes.start("parent", List.of("sh", "-c", "sleep 100 & echo started; wait"));
        Eventually.await("the child", Duration.ofSeconds(10), () -> parent.log().contains("started"));
        ProcessHandle child = ProcessHandle.of(parent.pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(processes::close).isInstanceOf(AssertionError.class).hasMessageContaining("left running");

        assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void processesOfOneName_haveFoldersAndLogsOfTheirOwn() {
        try (Processes processes = new Processes(folder)) {
            ChildProcess first = processes.start("echo", List.of("echo", "one"));
            ChildProcess second = processes.start("echo", List.of("echo", "two"));

            assertThat(first.awaitEnd(Duration.ofSeconds(10))).isZero();
            assertThat(second.awaitEnd(Duration.ofSeconds(10))).isZero();
            assertThat(List.of(first.name(), second.name())).containsExactly("echo", "echo-2");
            assertThat(processes.logs()).contains("one\n", "two\n");
        }
    }

    @Test
    void processThatEndsBeforeItIsReady_failsWithItsLog() {
        try (Processes processes = new Processes(folder)) {
            ChildProcess broken = processes.start("broken", List.of("sh", "-c", "echo no such file; exit 3"));

            assertThatThrownBy(() -> broken.awaitReady(Duration.ofSeconds(10), () -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended with 3")
                    .hasMessageContaining("no such file");
        }
    }

    @Test
    void programThatIsMissing_isNamedWithItsPackage() {
        assertThat(Programs.hint(List.of(Programs.ALERTMANAGER, "--version")))
                .contains("install Debian's package \"prometheus-alertmanager\"");
    }
}
