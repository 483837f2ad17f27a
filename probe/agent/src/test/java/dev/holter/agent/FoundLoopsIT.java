package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.LoopState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services without Holter's code: their loops are found, named and watched, however the agent got in. */
@Timeout(180)
class FoundLoopsIT {
    private static final String SERVICES = """
            netty,     newest,  netty,         nioEventLoopGroup-
            netty,     netty41, netty,         nioEventLoopGroup-
            netty-pool, newest,  netty,        pool-
            netty-pool, netty41, netty,        pool-
            vertx,     newest,  vertx,         vert.x-
            vertx,     vertx4,  vertx,         vert.x-
            reactor,   newest,  reactor-netty, reactor-
            grpc,      newest,  netty,         grpc-
            scheduler, newest,  executor,      stock-scheduler-1
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = SERVICES)
    void loops_areWatchedFromTheStart(String service, String libraries, String kind, String name) throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(
                        folder, service, libraries, List.of(), List.of(StockProcess.agentOption(options(collector))))) {
            requireAnswerAndReports(process.awaitPort(), collector, kind, name);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = SERVICES)
    void loops_areWatchedInAProcessThatRunsAlready(String service, String libraries, String kind, String name)
            throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(folder, service, libraries, List.of(), List.of())) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            process.attach(options(collector));

            requireAnswerAndReports(process, collector, kind, name);
        }
    }

    @Test
    void detachedAgent_watchesNothingAndMayComeAgain() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(folder, "netty").awaitPort()) {
            process.attach(options(collector));
            Eventually.await("loops", collector::loops, loops -> !loops.isEmpty());

            process.attach("enabled=false");
            Eventually.await(
                    "its end", () -> process.property(AgentStatus.PROPERTY).orElse(""), "ended"::equals);

            process.attach(options(collector));
            Eventually.await("both times", collector::introductions, introductions -> introductions.size() == 2);
            assertThat(process.ask()).isEqualTo("42\n");
            assertThat(process.agentLines()).isEmpty();
        }
    }

    private static void requireAnswerAndReports(StockProcess process, TestCollector collector, String kind, String name)
            throws Exception {
        List<LoopState> loops = Eventually.await(
                "a loop",
                () -> {
                    assertThat(process.ask()).isEqualTo("42\n"); // some begin to run, or show themselves, with it
                    return collector.loops();
                },
                told -> !told.isEmpty());
        assertThat(loops).allSatisfy(loop -> {
            assertThat(loop.getLoop()).startsWith(name);
            assertThat(loop.getKind()).isEqualTo(kind);
        });
        if (!kind.equals("executor")) {
            Eventually.await("timed callbacks", collector::loops, FoundLoopsIT::haveCallbacks);
        }
        assertThat(collector.introductions())
                .extracting(introduction -> introduction.getService())
                .containsExactly("stock");
        assertThat(collector.dropped(HookFaultLog.HOOK_FAILED)).hasValue(0);

        Incident freeze = Eventually.await(
                        "a freeze with its culprit",
                        () -> {
                            assertThat(process.ask()).isEqualTo("42\n");
                            return freezes(collector);
                        },
                        told -> !told.isEmpty())
                .get(0);
        assertThat(freeze.getLoop()).startsWith(name);
        assertThat(process.agentLines()).isEmpty();
        assertThat(process.end()).isZero();
    }

    static boolean haveCallbacks(List<LoopState> loops) {
        return loops.stream().anyMatch(LoopState::hasCallbacks);
    }

    /** Longer than what a busy machine takes from every loop alike, and with the line that blocked it. */
    private static List<Incident> freezes(TestCollector collector) {
        return collector.incidents().stream()
                .filter(incident -> incident.getDurationNanos() > 200_000_000)
                .filter(incident -> incident.getCulprit().getClassName().equals("com.example.stock.Inventory"))
                .toList();
    }

    private static String options(TestCollector collector) {
        return "collector=" + collector.address() + ",service=stock,loops=stock-scheduler-*";
    }
}
