package dev.holter.benchmarks.loops;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long do a loop's basic operations take, beside other loops? Each loop is measured in processes of its own, which
 * take turns; told is the median over processes of what each gave. Usage: {@code LoopRates [--brief]}, with the folder of
 * the Python programs in the system property {@value Peer#PYTHON_FOLDER}.
 */
public final class LoopRates {
    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "How long do the basic operations of a loop take, in nanoseconds, beside Netty's, asyncio's and uvloop's?";

    private final List<Peer> peers;
    private final int rounds;
    private final Duration warmup;

    /** Prepares a measurement, with so much warming up of each operation where a loop is compiled. */
    LoopRates(List<Peer> peers, int rounds, Duration warmup) {
        this.peers = peers;
        this.rounds = rounds;
        this.warmup = warmup;
    }

    /** The command. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        List<Peer> all = List.of(Peer.values());
        LoopRates rates =
                brief ? new LoopRates(all, 1, Duration.ofSeconds(1)) : new LoopRates(all, 3, Duration.ofSeconds(3));
        String table = rates.table();
        System.out.printf("### loops%n%n%s `benchmarks/run %sloops`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%n%s%n%n", circumstances.describe());
    }

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException, InterruptedException {
        Map<String, Map<Peer, List<Double>>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Peer peer : peers) {
                System.err.printf("%s: round %d of %d%n", peer.title(), round + 1, rounds);
                measure(peer, measured);
            }
        }
        MarkdownTable table = new MarkdownTable(
                "operation", "runtime", "Netty", "asyncio", "uvloop", "of Netty", "of asyncio", "of uvloop");
        measured.forEach((what, by) -> table.row(row(what, by)));
        return table.toString();
    }

    private void measure(Peer peer, Map<String, Map<Peer, List<Double>>> measured)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(peer.command(Program.RATES));
        command.add(Long.toString(warmup.toMillis()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> {
                int space = line.lastIndexOf(' ');
                measured.computeIfAbsent(line.substring(0, space), what -> new LinkedHashMap<>())
                        .computeIfAbsent(peer, one -> new ArrayList<>())
                        .add(Double.parseDouble(line.substring(space + 1)));
            });
        }
        if (process.waitFor() != 0) {
            throw new IOException(peer.title() + " ended with " + process.exitValue() + "; see what it printed above");
        }
    }

    private static String[] row(String what, Map<Peer, List<Double>> by) {
        List<String> cells = new ArrayList<>(List.of(what));
        for (Peer peer : Peer.values()) {
            cells.add(cell("%,.0f", median(by, peer)));
        }
        OptionalDouble ours = median(by, Peer.RUNTIME);
        for (Peer peer : Peer.values()) {
            if (peer != Peer.RUNTIME) {
                OptionalDouble other = median(by, peer);
                cells.add(cell(
                        "%.2f",
                        ours.isPresent() && other.isPresent()
                                ? OptionalDouble.of(ours.getAsDouble() / other.getAsDouble())
                                : OptionalDouble.empty()));
            }
        }
        return cells.toArray(String[]::new);
    }

    private static String cell(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }

    private static OptionalDouble median(Map<Peer, List<Double>> by, Peer peer) {
        List<Double> sorted = by.getOrDefault(peer, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sorted.get(sorted.size() / 2));
    }
}
