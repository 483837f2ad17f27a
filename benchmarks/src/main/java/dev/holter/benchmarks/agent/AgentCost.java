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
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What does the agent take of a service's throughput? A process of an HTTP service is put under load, and the agent is
 * attached to it and taken out again by turns: two processes of one program are some percent apart by what the JVM's
 * compiler happened to inline, which would be more than what is looked for. What was measured with the agent is held
 * against the mean of what was measured without it just before and just after. Before each measurement connections are
 * made anew, and the compiler has time to adjust.
 *
 * <p>The client takes processor time from the service, so the CPU time of a request tells more than the throughput
 * where processors are few. Usage: {@code AgentCost [--brief]}, with the agent's jar in the system property {@value
 * #AGENT_JAR} and the service's class path, which is to have nothing else of Holter's, in {@value #SERVICE_CLASS_PATH}.
 */
public final class AgentCost {
    static final String AGENT_JAR = "holter.agent.jar";
    static final String SERVICE_CLASS_PATH = "holter.service.classpath";

    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "What does the agent take of a Netty HTTP service's throughput? It is to keep 99 %.";

    private final Path agentJar;
    private final String serviceClassPath;
    private final Extent extent;

    /**
     * How much is measured.
     *
     * @param processes one after the other, for each page
     * @param turns of the agent in each process
     * @param warmup of a process
     * @param settling after the agent came or went
     * @param round of load, in milliseconds
     * @param rounds of a measurement, which is their median
     */
    record Extent(int processes, int turns, Duration warmup, Duration settling, Duration round, int rounds) {}

    private record Comparison(double plain, double observed) {
        double ratio() {
            return observed / plain;
        }
    }

    /** Prepares a measurement. */
    AgentCost(Path agentJar, String serviceClassPath, Extent extent) {
        if (!Files.isReadable(agentJar)) {
            throw new IllegalArgumentException("there is no agent at " + agentJar);
        }
        this.agentJar = agentJar;
        this.serviceClassPath = serviceClassPath;
        this.extent = extent;
    }

    /** The command. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        Duration round = Duration.ofMillis(500);
        Extent extent = brief
                ? new Extent(1, 1, Duration.ofSeconds(3), Duration.ofSeconds(2), round, 4)
                : new Extent(3, 7, Duration.ofSeconds(20), Duration.ofSeconds(10), round, 8);
        AgentCost cost =
                new AgentCost(Path.of(System.getProperty(AGENT_JAR)), System.getProperty(SERVICE_CLASS_PATH), extent);
        String table = cost.table();
        System.out.printf("### agent%n%n%s `benchmarks/run %sagent`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf(
                "%nMedians over %d turns of the agent, in %d processes for each page; in brackets the quartiles. %s%n%n",
                extent.processes() * extent.turns(), extent.processes(), circumstances.describe());
    }

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException {
        MarkdownTable table = new MarkdownTable("page", "", "without", "with", "with / without");
        for (Page page : Page.values()) {
            List<Comparison> requests = new ArrayList<>();
            List<Comparison> cpu = new ArrayList<>();
            for (int process = 1; process <= extent.processes(); process++) {
                System.err.printf("%s: process %d of %d%n", page.path(), process, extent.processes());
                measure(page, requests, cpu);
            }
            table.row(row(page, "requests a second", "%,.0f", requests));
            table.row(row(page, "CPU time of a request, µs", "%.2f", cpu));
        }
        return table.toString();
    }

    private void measure(Page page, List<Comparison> requests, List<Comparison> cpu) throws IOException {
        try (MeasuredService service = new MeasuredService(serviceClassPath, page)) {
            service.load(extent.warmup());
            List<Round> before = rounds(service);
            for (int turn = 0; turn < extent.turns(); turn++) {
                service.attach(agentJar);
                List<Round> with = rounds(service);
                service.detach(agentJar);
                List<Round> after = rounds(service);
                requests.add(comparison(before, with, after, Round::requests));
                cpu.add(comparison(before, with, after, round -> round.cpuNanos() / 1e3));
                before = after;
            }
        }
    }

    private List<Round> rounds(MeasuredService service) throws IOException {
        service.reconnect();
        service.load(extent.settling());
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < extent.rounds(); i++) {
            rounds.add(service.load(extent.round()));
        }
        return rounds;
    }

    private static Comparison comparison(
            List<Round> before, List<Round> with, List<Round> after, ToDoubleFunction<Round> value) {
        return new Comparison((median(before, value) + median(after, value)) / 2, median(with, value));
    }

    private static String[] row(Page page, String what, String format, List<Comparison> turns) {
        return new String[] {
            page.title(),
            what,
            String.format(Locale.ROOT, format, median(turns, Comparison::plain)),
            String.format(Locale.ROOT, format, median(turns, Comparison::observed)),
            String.format(
                    Locale.ROOT,
                    "%.1f %% (%.1f to %.1f)",
                    100 * median(turns, Comparison::ratio),
                    100 * quantile(turns, Comparison::ratio, 0.25),
                    100 * quantile(turns, Comparison::ratio, 0.75))
        };
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> value) {
        return quantile(values, value, 0.5);
    }

    /** By linear interpolation between the two that are nearest. */
    private static <T> double quantile(List<T> values, ToDoubleFunction<T> value, double rank) {
        double[] sorted = values.stream().mapToDouble(value).sorted().toArray();
        double at = rank * (sorted.length - 1);
        double below = sorted[(int) Math.floor(at)];
        double above = sorted[(int) Math.ceil(at)];
        return DoubleStream.of(below, (above - below) * (at - Math.floor(at))).sum();
    }
}
