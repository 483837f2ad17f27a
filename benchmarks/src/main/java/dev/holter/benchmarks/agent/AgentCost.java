package dev.holter.benchmarks.agent;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import dev.holter.benchmarks.agent.MeasuredService.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What does the agent take of a service's throughput? Processes of the same HTTP service, half of them with the agent,
 * are put under load by turns, in short rounds, so that whatever else the machine does is in the way of both. There are
 * several of either kind, because two processes of one program are some percent apart by what the JVM's compiler
 * happened to inline. Told are the means over processes of each one's median. The client takes processor time from the
 * service, so the CPU time of a request tells more than the throughput where processors are few. Usage: {@code AgentCost
 * [--brief]}, with the agent's jar in the system property {@value #AGENT_JAR} and the service's class path, which is to
 * have nothing else of Holter's, in {@value #SERVICE_CLASS_PATH}.
 */
public final class AgentCost {
    static final String AGENT_JAR = "holter.agent.jar";
    static final String SERVICE_CLASS_PATH = "holter.service.classpath";

    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "What does the agent take of a Netty HTTP service's throughput? It is to keep 99 %.";

    private final Path agentJar;
    private final String serviceClassPath;
    private final int pairs;
    private final Duration warmup;
    private final Duration round;
    private final int rounds;

    /**
     * Prepares a measurement.
     *
     * @param pairs of processes, one with the agent and one without, for each page
     * @param rounds of each process
     */
    AgentCost(Path agentJar, String serviceClassPath, int pairs, Duration warmup, Duration round, int rounds) {
        if (!Files.isReadable(agentJar)) {
            throw new IllegalArgumentException("there is no agent at " + agentJar);
        }
        this.agentJar = agentJar;
        this.serviceClassPath = serviceClassPath;
        this.pairs = pairs;
        this.warmup = warmup;
        this.round = round;
        this.rounds = rounds;
    }

    /** The command. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        Path agentJar = Path.of(System.getProperty(AGENT_JAR));
        String classPath = System.getProperty(SERVICE_CLASS_PATH);
        AgentCost cost = brief
                ? new AgentCost(agentJar, classPath, 1, Duration.ofSeconds(3), Duration.ofMillis(500), 10)
                : new AgentCost(agentJar, classPath, 4, Duration.ofSeconds(30), Duration.ofMillis(500), 30);
        String table = cost.table();
        System.out.printf("### agent%n%n%s `benchmarks/run %sagent`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf(
                "%nMeans of %d processes with and %<d without it. %s%n%n", cost.pairs, circumstances.describe());
    }

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException {
        MarkdownTable table = new MarkdownTable("page", "", "without", "with", "with / without");
        for (Page page : Page.values()) {
            measure(page, table);
        }
        return table.toString();
    }

    private void measure(Page page, MarkdownTable table) throws IOException {
        List<Measured> without = new ArrayList<>();
        List<Measured> with = new ArrayList<>();
        try {
            for (int i = 0; i < pairs; i++) {
                without.add(started(page, Optional.empty()));
                with.add(started(page, Optional.of(agentJar)));
            }
            for (int i = 0; i < rounds; i++) {
                System.err.printf("%s: round %d of %d%n", page.path(), i + 1, rounds);
                for (int pair = 0; pair < pairs; pair++) {
                    // Who goes first changes, so that neither always has the other's garbage behind it.
                    boolean plainFirst = (i + pair) % 2 == 0;
                    (plainFirst ? without : with).get(pair).load(round);
                    (plainFirst ? with : without).get(pair).load(round);
                }
            }
            table.row(row(page, "requests a second", without, with, Round::requests, "%,.0f"));
            table.row(row(page, "CPU time of a request, µs", without, with, one -> one.cpuNanos() / 1e3, "%.2f"));
        } finally {
            for (Measured one : without) {
                one.service().close();
            }
            for (Measured one : with) {
                one.service().close();
            }
        }
    }

    private Measured started(Page page, Optional<Path> agent) throws IOException {
        MeasuredService service = new MeasuredService(serviceClassPath, page, agent);
        System.err.printf("%s: warms up %s the agent%n", page.path(), agent.isPresent() ? "with" : "without");
        service.load(warmup);
        return new Measured(service, new ArrayList<>());
    }

    private static String[] row(
            Page page,
            String what,
            List<Measured> without,
            List<Measured> with,
            ToDoubleFunction<Round> value,
            String format) {
        double plain = mean(without, value);
        double observed = mean(with, value);
        return new String[] {
            page.title(),
            what,
            String.format(Locale.ROOT, format, plain),
            String.format(Locale.ROOT, format, observed),
            String.format(Locale.ROOT, "%.1f %%", 100 * observed / plain)
        };
    }

    private static double mean(List<Measured> processes, ToDoubleFunction<Round> value) {
        return processes.stream()
                .mapToDouble(one -> one.median(value))
                .average()
                .orElseThrow();
    }

    private record Measured(MeasuredService service, List<Round> rounds) {

        void load(Duration length) throws IOException {
            rounds.add(service.load(length));
        }

        double median(ToDoubleFunction<Round> value) {
            double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
            int middle = sorted.length / 2;
            return DoubleStream.of(sorted[middle], sorted[sorted.length - 1 - middle])
                    .average()
                    .orElseThrow();
        }
    }
}
