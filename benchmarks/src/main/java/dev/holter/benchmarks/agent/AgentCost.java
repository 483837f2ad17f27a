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
import java.util.function.ToIntFunction;

/**
 * What does the agent take of a service's throughput? Two processes of an HTTP service, one of them started with the
 * agent, are put under load by turns of a fifth of a second: a machine that others share changes its speed by more than
 * what is looked for, within seconds. Two processes of one program are 3 % apart all the same, by what the JVM's compiler
 * happened to inline, and the one that was started first may be at an advantage. So there are many pairs of processes, and
 * the agent is in the first of every other one.
 *
 * <p>The loop under load has a processor of its own, so its CPU time of a request tells what the loop pays, and the
 * throughput tells the same where the client keeps up. All else that the agent does takes from the processors that the
 * service's other threads and the client share; it is in the CPU time of a request. Usage: {@code AgentCost [--brief]}, with
 * the agent's jar in the system property {@value #AGENT_JAR} and the service's class path, which is to have nothing else of
 * Holter's, in {@value #SERVICE_CLASS_PATH}.
 */
public final class AgentCost {
    static final String AGENT_JAR = "holter.agent.jar";
    static final String SERVICE_CLASS_PATH = "holter.service.classpath";

    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "What does the agent take of a Netty HTTP service's throughput? It is to keep 99 %.";

    private static final double LEFT_OUT_AT_EITHER_END = 0.025;

    private final Path agentJar;
    private final String serviceClassPath;
    private final Extent extent;

    /**
     * How much is measured.
     *
     * @param pairs of processes, one after the other, for a page
     * @param warmup of each process
     * @param turn of load, by one and then by the other
     * @param turns of each
     */
    record Extent(ToIntFunction<Page> pairs, Duration warmup, Duration turn, int turns) {}

    /**
     * One pair of processes.
     *
     * @param plain value of the one without the agent, median of its turns
     * @param observed value of the other
     * @param ratio of the two in a turn and the next, median
     */
    private record Comparison(double plain, double observed, double ratio) {}

    private record Turn(Round plain, Round observed) {}

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
        Duration turn = Duration.ofMillis(200);
        Extent extent = brief
                ? new Extent(page -> 1, Duration.ofSeconds(3), turn, 10)
                : new Extent(Page::pairs, Duration.ofSeconds(8), turn, 12);
        Processors.keepOff(ProcessHandle.current().pid());
        AgentCost cost =
                new AgentCost(Path.of(System.getProperty(AGENT_JAR)), System.getProperty(SERVICE_CLASS_PATH), extent);
        String table = cost.table();
        System.out.printf("### agent%n%n%s `benchmarks/run %sagent`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf(
                "%nMedians over the pairs of processes; in brackets %s. %s%n%n",
                brief
                        ? "the lowest and the highest"
                        : "where the median of all such pairs lies, with a probability of 95 %",
                circumstances.describe());
    }

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException {
        MarkdownTable table = new MarkdownTable("page", "pairs", "", "without", "with", "with / without");
        for (Page page : Page.values()) {
            List<Comparison> requests = new ArrayList<>();
            List<Comparison> loop = new ArrayList<>();
            List<Comparison> cpu = new ArrayList<>();
            int pairs = extent.pairs().applyAsInt(page);
            for (int pair = 1; pair <= pairs; pair++) {
                List<Turn> turns = turns(page, pair % 2 == 0);
                requests.add(compared(turns, Round::requests));
                loop.add(compared(turns, round -> round.loopNanos() / 1e3));
                cpu.add(compared(turns, round -> round.cpuNanos() / 1e3));
                System.err.printf(
                        Locale.ROOT,
                        "%s: pair %d of %d, %.1f %% of the requests, %.1f %% of the loop's time%n",
                        page.path(),
                        pair,
                        pairs,
                        100 * requests.get(requests.size() - 1).ratio(),
                        100 * loop.get(loop.size() - 1).ratio());
            }
            table.row(row(page, "requests a second", "%,.0f", requests));
            table.row(row(page, "the loop's time of a request, µs", "%.2f", loop));
            table.row(row(page, "CPU time of a request, µs", "%.2f", cpu));
        }
        return table.toString();
    }

    private List<Turn> turns(Page page, boolean agentFirst) throws IOException {
        try (MeasuredService first = service(page, agentFirst);
                MeasuredService second = service(page, !agentFirst)) {
            MeasuredService plain = agentFirst ? second : first;
            MeasuredService observed = agentFirst ? first : second;
            first.warmUp(extent.warmup());
            second.warmUp(extent.warmup());
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < extent.turns(); i++) {
                turns.add(new Turn(plain.load(extent.turn()), observed.load(extent.turn())));
            }
            observed.requireAgent();
            return turns;
        }
    }

    private MeasuredService service(Page page, boolean withAgent) throws IOException {
        return new MeasuredService(serviceClassPath, page, withAgent ? Optional.of(agentJar) : Optional.empty());
    }

    private static Comparison compared(List<Turn> turns, ToDoubleFunction<Round> value) {
        return new Comparison(
                median(turns, turn -> value.applyAsDouble(turn.plain())),
                median(turns, turn -> value.applyAsDouble(turn.observed())),
                median(turns, turn -> value.applyAsDouble(turn.observed()) / value.applyAsDouble(turn.plain())));
    }

    private static String[] row(Page page, String what, String format, List<Comparison> pairs) {
        double[] ratios = sorted(pairs, Comparison::ratio);
        int outside = outsideOfInterval(ratios.length);
        return new String[] {
            page.title(),
            Integer.toString(pairs.size()),
            what,
            String.format(Locale.ROOT, format, median(pairs, Comparison::plain)),
            String.format(Locale.ROOT, format, median(pairs, Comparison::observed)),
            String.format(
                    Locale.ROOT,
                    "%.1f %% (%.1f to %.1f)",
                    100 * median(pairs, Comparison::ratio),
                    100 * ratios[outside],
                    100 * ratios[ratios.length - 1 - outside])
        };
    }

    /**
     * How many of the values, at either end, are outside of the interval that has the median of their distribution in it
     * with a probability of 95 % or a little more: the sign test's. None of fewer than six, which are too
     * few for that.
     */
    static int outsideOfInterval(int values) {
        double probability = Math.pow(0.5, values); // that as many lie below the median
        double below = probability;
        int outside = 0;
        while (true) {
            probability *= (double) (values - outside) / (outside + 1);
            below += probability;
            if (below > LEFT_OUT_AT_EITHER_END) {
                return outside;
            }
            outside++;
        }
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> value) {
        double[] sorted = sorted(values, value);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static <T> double[] sorted(List<T> values, ToDoubleFunction<T> value) {
        return values.stream().mapToDouble(value).sorted().toArray();
    }
}
