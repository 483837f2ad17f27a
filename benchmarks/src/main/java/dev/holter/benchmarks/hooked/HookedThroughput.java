package dev.holter.benchmarks.hooked;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import dev.holter.benchmarks.hooked.MeasuredService.Round;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What do probe and hooks take of a service's throughput? Two processes of the same HTTP service, one
 * with them, are put under load by turns, in short rounds, so that whatever else the machine does is in
 * the way of both; each round is compared with its neighbour, and the median of the ratios is told.
 * The client takes processor time from the service, so the CPU time of a request tells more than the
 * throughput where processors are few. Usage: {@code HookedThroughput [--brief]}
 */
public final class HookedThroughput {
    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "What do probe and hooks take of a Netty HTTP service's throughput? It is to keep 99 %.";

    private final Duration warmup;
    private final Duration round;
    private final int rounds;

    HookedThroughput(Duration warmup, Duration round, int rounds) {
        this.warmup = warmup;
        this.round = round;
        this.rounds = rounds;
    }

    /** The command. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        HookedThroughput throughput =
                new HookedThroughput(Duration.ofSeconds(brief ? 3 : 10), Duration.ofMillis(500), brief ? 10 : 100);
        String table = throughput.table();
        System.out.printf("### hooks-http%n%n%s `benchmarks/run %shooks-http`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%n%s%n%n", circumstances.describe());
    }

    /** Measures. Takes twice the warm-up and twice all rounds. */
    String table() throws IOException {
        List<Round> without = new ArrayList<>();
        List<Round> with = new ArrayList<>();
        try (MeasuredService plain = new MeasuredService(false);
                MeasuredService hooked = new MeasuredService(true)) {
            plain.load(warmup);
            hooked.load(warmup);
            for (int i = 0; i < rounds; i++) {
                // Who goes first changes, so that neither always has the other's garbage behind it.
                boolean plainFirst = i % 2 == 0;
                Round first = (plainFirst ? plain : hooked).load(round);
                Round second = (plainFirst ? hooked : plain).load(round);
                without.add(plainFirst ? first : second);
                with.add(plainFirst ? second : first);
            }
        }
        MarkdownTable table = new MarkdownTable("median of " + rounds + " rounds", "without", "with", "with / without");
        table.row(row("requests a second", without, with, Round::requests, "%,.0f"));
        table.row(row("CPU time of a request, µs", without, with, one -> one.cpuNanos() / 1e3, "%.2f"));
        return table.toString();
    }

    private static String[] row(
            String what, List<Round> without, List<Round> with, ToDoubleFunction<Round> value, String format) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            ratios.add(value.applyAsDouble(with.get(i)) / value.applyAsDouble(without.get(i)));
        }
        return new String[] {
            what,
            String.format(Locale.ROOT, format, median(values(without, value))),
            String.format(Locale.ROOT, format, median(values(with, value))),
            String.format(Locale.ROOT, "%.1f %%", 100 * median(ratios))
        };
    }

    private static List<Double> values(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.stream().map(value::applyAsDouble).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
