package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holter.wire.v1.LoopState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the agent or round it: one line says so, and the service serves. */
@Timeout(120)
class HarmlessIT {
    private static final String NO_PROC = "mount -t tmpfs none /proc && exec \"$@\"";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colector=127.0.0.1:1",
                "collector=nowhere",
                "collector=192.0.2.1:4747",
                "service",
                "stall-threshold=1",
                "heartbeat-interval=1h",
                "jfr=maybe",
                "insecure=1",
                "enabled=no",
            })
    void wrongOption_isOneLineAndTheServiceServes(String wrong) throws Exception {
        try (StockProcess process = StockProcess.start(folder, "netty", StockProcess.agentOption(wrong))) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            List<String> lines = Eventually.await("a line", process::agentLines, written -> !written.isEmpty());
            assertThat(lines).singleElement().asString().startsWith("holter: wrong option");
            assertThat(process.errors().lines()).hasSize(1);
        }
    }

    @Test
    void secondAgent_leavesInOneLine() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(
                        folder,
                        "netty",
                        StockProcess.agentOption("service=first,collector=" + collector.address()),
                        StockProcess.agentOption("service=second,collector=" + collector.address()))) {
            process.awaitPort();
            List<String> lines = Eventually.await("a line", process::agentLines, written -> !written.isEmpty());
            Eventually.await("the first one's loops", collector::loops, loops -> !loops.isEmpty());

            assertThat(lines).singleElement().asString().contains("already");
            assertThat(collector.introductions()).hasSize(1);
            assertThat(process.ask()).isEqualTo("42\n");
        }
    }

    @Test
    void processWithoutProc_isWatchedAllTheSame() throws Exception {
        // Without /proc the loader does not find the JVM's libraries by itself.
        List<String> prefix = List.of(
                "env",
                "LD_LIBRARY_PATH=" + Path.of(System.getProperty("java.home"), "lib"),
                "unshare",
                "-m",
                "sh",
                "-c",
                NO_PROC,
                "sh");
        Attempt hiding = attempt(prefix, "true");
        assumeTrue(hiding.succeeded(), "/proc cannot be hidden here, as root may in most places: " + hiding.told());
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(
                        folder,
                        "netty",
                        "newest",
                        prefix,
                        List.of(StockProcess.agentOption("collector=" + collector.address())))) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            Eventually.await("loops", collector::loops, loops -> !loops.isEmpty());
            assertThat(process.agentLines()).singleElement().asString().contains("/proc");
        }
    }

    @Test
    void agentIsOff_whereTheEnvironmentSaysSo() throws Exception {
        List<String> prefix = List.of("env", "HOLTER_ENABLED=false");
        try (StockProcess process = StockProcess.start(
                folder, "netty", "newest", prefix, List.of(StockProcess.agentOption("service=stock")))) {
            process.awaitPort();
            Eventually.await(
                    "its end", () -> process.property(AgentStatus.PROPERTY).orElse(""), "ended"::equals);
            assertThat(process.errors()).isEmpty();
        }
    }

    @Test
    void absentCollector_costsTheServiceNothing() throws Exception {
        try (StockProcess process =
                StockProcess.start(folder, "netty", StockProcess.agentOption("collector=127.0.0.1:1"))) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            Eventually.await(
                    "loops", () -> process.property(AgentStatus.PROPERTY).orElse(""), text -> text.contains("loop"));
            assertThat(process.agentLines()).isEmpty();
            assertThat(process.end()).isZero();
        }
    }

    @Test
    void serviceThatMayBeKilled_hasNoFileOfTheAgentsToLeave() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(
                        folder,
                        "netty",
                        "-Djava.io.tmpdir=" + temporary,
                        StockProcess.agentOption("collector=" + collector.address()))) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            Eventually.await("hooks", collector::loops, loops -> loops.stream().anyMatch(LoopState::hasCallbacks));

            assertThat(temporary).isDirectoryNotContaining("glob:**holter*");
            assertThat(process.agentLines()).isEmpty();
        }
    }

    @Test
    void mainThatEnds_endsTheProcess() throws Exception {
        try (TestCollector collector = new TestCollector()) {
            List<String> command = new ArrayList<>(StockProcess.javaProgram());
            command.add(StockProcess.agentOption("collector=" + collector.address()));
            command.addAll(List.of("-cp", StockProcess.classPath("newest"), "com.example.stock.EndingService"));
            try (StockProcess ending = StockProcess.start(folder, command)) {
                Eventually.await("the loop", collector::loops, loops -> !loops.isEmpty());

                assertThat(ending.end()).isZero();
                assertThat(ending.agentLines()).isEmpty();
            }
        }
    }

    private static Attempt attempt(List<String> prefix, String program) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(program);
        Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Attempt(attempt.waitFor() == 0, told.strip());
    }

    private record Attempt(boolean succeeded, String told) {}
}
