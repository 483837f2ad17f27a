package dev.holter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent brought into processes that run already, of this JDK and of JDK 17. */
class AttachIT {
    private static final String PROGRAM = """
            public class Waiting {
                public static void main(String[] args) throws Exception {
                    System.out.println("ready");
                    System.in.read();
                }
            }
            """;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.home", "jdk17.java"})
    void agent_comesAndGoes(String jdk) throws IOException {
        Process process = waiting(jdk);
        String pid = Long.toString(process.pid());

        CommandLineRun attached =
                CommandLineRun.of("attach", pid, "--collector=127.0.0.1:1", "--service=it", "-o", "loops=none-*");
        assertThat(attached.status()).as(attached.err()).isZero();
        assertThat(attached.out()).contains("process " + pid, "running");

        CommandLineRun again = CommandLineRun.of("attach", pid);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("already").hasLineCount(1);

        CommandLineRun detached = CommandLineRun.of("attach", pid, "--detach");
        assertThat(detached.status()).as(detached.err()).isZero();
        assertThat(detached.out()).contains("has left process " + pid);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void wrongOption_isToldAsTheAgentTellsIt() throws IOException {
        CommandLineRun run =
                CommandLineRun.of("attach", Long.toString(waiting("java.home").pid()), "-o", "loop=x");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no option 'loop'").hasLineCount(1);
    }

    @Test
    void jvms_areListed() throws IOException {
        Process process = waiting("java.home");

        CommandLineRun run = CommandLineRun.of("attach");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(Long.toString(process.pid()));
    }

    @Test
    void processThatIsNotThere_isSaid() {
        CommandLineRun run = CommandLineRun.of("attach", Long.toString(Integer.MAX_VALUE));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no process").hasLineCount(1);
    }

    @Test
    void processThatIsNoJvm_isSaid() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        started.add(sleep);

        CommandLineRun run = CommandLineRun.of("attach", Long.toString(sleep.pid()));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is not a JVM").hasLineCount(1);
    }

    @Test
    void jvmThatLetsNobodyIn_isSaid() throws IOException {
        Process process = waiting("java.home", "-XX:+DisableAttachMechanism");

        CommandLineRun run = CommandLineRun.of("attach", Long.toString(process.pid()));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("DisableAttachMechanism").hasLineCount(1);
    }

    /** A program that waits, on a JDK that a system property of the tests tells. */
    private Process waiting(String jdk, String... options) throws IOException {
        Path source = Files.writeString(folder.resolve("Waiting.java"), PROGRAM);
        String known = Objects.requireNonNull(System.getProperty(jdk));
        String java = jdk.equals("java.home") ? Path.of(known, "bin", "java").toString() : known;
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(options));
        command.add(source.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
        return process;
    }
}
