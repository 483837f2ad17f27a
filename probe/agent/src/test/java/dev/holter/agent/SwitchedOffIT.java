package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.wire.v1.LoopState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the agent that are off, by an option or because they failed: the rest does its work, and so does the service. */
@Timeout(180)
class SwitchedOffIT {

    @TempDir
    private Path folder;

    @Test
    void agentThatFails_endsInOneLineAndTheServiceServes() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(folder, "netty-mute", agent(collector))
                        .awaitPort()) {
            assertThat(process.ask()).isEqualTo("42\n");
            Eventually.await(
                    "its end",
                    () -> process.property(AgentStatus.PROPERTY).orElse(""),
                    status -> status.startsWith("refused: the agent failed and is off: "));

            assertThat(process.ask()).isEqualTo("42\n");
            assertThat(process.agentLines())
                    .singleElement()
                    .asString()
                    .startsWith("holter: the agent failed and is off: ")
                    .contains("does not tell its thread")
                    .endsWith("; the service runs on without it");
            assertThat(process.end()).isZero();
        }
    }

    @Test
    void hooksThatCannotBeInstalled_areOneLineAndCounted() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(
                                folder, "netty", "-Djava.io.tmpdir=/dev/null", agent(collector) + ",jfr=off")
                        .awaitPort()) {
            assertThat(process.ask()).isEqualTo("42\n");
            Eventually.await("loops", collector::loops, loops -> !loops.isEmpty());
            Eventually.await(
                    "the fault", () -> collector.dropped(HookFaultLog.HOOK_FAILED), OptionalLong.of(1)::equals);
            assertThat(process.agentLines())
                    .containsExactly("holter: a hook in Netty failed, and the loops are watched without it:"
                            + " no temporary file could be written");
        }
    }

    @Test
    void loopsWithoutHooks_areWatchedAndTellNoCallbacks() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(folder, "netty-http", agent(collector) + ",hooks=off")
                        .awaitPort()) {
            CountedRequests.Request request = CountedRequests.overHttp(process, "HTTP_1_1");
            request.send();
            Eventually.await("loops", collector::loops, loops -> !loops.isEmpty());
            request.send();
            collector.awaitReports(10);

            assertThat(collector.loops()).noneMatch(LoopState::hasCallbacks).noneMatch(LoopState::hasRequestsStarted);
            assertThat(process.agentLines()).isEmpty();
        }
    }

    @Test
    void flightRecorder_runsWhereItIsWantedOnly() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess with =
                        StockProcess.start(folder, "netty", agent(collector)).awaitPort()) {
            assertThat(with.ask()).isEqualTo("42\n");
            Eventually.await("a recording", () -> recordings(with), told -> told.contains("name="));
        }
        try (TestCollector collector = new TestCollector();
                StockProcess without = StockProcess.start(folder, "netty", agent(collector) + ",jfr=off")
                        .awaitPort()) {
            assertThat(without.ask()).isEqualTo("42\n");
            Eventually.await("loops", collector::loops, loops -> !loops.isEmpty());
            collector.awaitReports(30); // three seconds, and a recording begins after one

            assertThat(recordings(without)).contains("No available recordings");
        }
    }

    @Test
    void jdkThatIsTooOld_isOneLineAndTheServiceServes() throws Exception {
        try (StockProcess process =
                StockProcess.start(folder, "netty", "-Dstock.jdk=11").awaitPort()) {
            process.attach("");

            assertThat(process.ask()).isEqualTo("42\n");
            assertThat(process.errors().lines().filter(line -> !line.startsWith("WARNING: ")))
                    .containsExactly(
                            "holter: the agent needs JDK 17 or later, and this is 11; the service runs without it");
            assertThat(process.property(AgentStatus.PROPERTY).orElse("")).startsWith("refused: ");
        }
    }

    private static String recordings(StockProcess process) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "JFR.check")
                .redirectErrorStream(true)
                .start();
        try (InputStream told = jcmd.getInputStream()) {
            return new String(told.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String agent(TestCollector collector) {
        return StockProcess.agentOption("report-interval=100ms,collector=" + collector.address());
    }
}
