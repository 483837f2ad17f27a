package dev.holter.benchmarks.loops;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many messages does an echo server of one loop send back, beside other loops? Servers take turns; each is a process
 * of its own. The client takes processor time from the server where processors are few, so the CPU time of a message
 * tells more than the rate. Told are medians. Usage: {@code EchoRates [--brief]}, with the folder of the Python programs
 * in the system property {@value Peer#PYTHON_FOLDER}.
 */
public final class EchoRates {
    private static final String BRIEF = "--brief";
    private static final String QUESTION =
            "How many messages of 1 KiB does an echo server of one loop send back, beside Netty's, asyncio's and uvloop's?";

    private final List<Peer> peers;
    private final List<Integer> connections;
    private final int rounds;
    private final Duration warmup;
    private final Duration measured;

    /** Prepares a measurement, with so long of each in a round. */
    EchoRates(List<Peer> peers, List<Integer> connections, int rounds, Duration warmup, Duration measured) {
        this.peers = peers;
        this.connections = connections;
        this.rounds = rounds;
        this.warmup = warmup;
        this.measured = measured;
    }

    /** The command. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        List<Peer> all = List.of(Peer.values());
        List<Integer> connections = List.of(1, 100, 10_000);
        EchoRates rates = brief
                ? new EchoRates(all, connections, 1, Duration.ofSeconds(3), Duration.ofSeconds(2))
                : new EchoRates(all, connections, 3, Duration.ofSeconds(8), Duration.ofSeconds(5));
        String table = rates.table();
        System.out.printf("### echo%n%n%s `benchmarks/run %secho`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%n%s%n%n", circumstances.describe());
    }

    /**
     * What one round came to.
     *
     * @param p99Micros of the time until a message is back
     * @param cpuMicros of the server, for one message
     */
    private record Measured(double echoesPerSecond, double p50Micros, double p99Micros, double cpuMicros) {}

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException {
        MarkdownTable table = new MarkdownTable(
                "connections",
                "loop",
                "echoes a second",
                "of Netty's",
                "p50, µs",
                "p99, µs",
                "CPU time, µs",
                "of Netty's");
        for (int count : connections) {
            Map<Peer, List<Measured>> measured = new EnumMap<>(Peer.class);
            for (int round = 0; round < rounds; round++) {
                for (Peer peer : peers) {
                    System.err.printf("%,d connections, %s: round %d of %d%n", count, peer.title(), round + 1, rounds);
                    measured.computeIfAbsent(peer, one -> new ArrayList<>()).add(measure(peer, count));
                }
            }
            for (Peer peer : peers) {
                table.row(row(count, peer, measured));
            }
        }
        return table.toString();
    }

    private Measured measure(Peer peer, int count) throws IOException {
        try (PeerProcess server = new PeerProcess(peer, Program.ECHO);
                EchoLoad load = new EchoLoad(server.port(), count)) {
            load.run(warmup);
            long cpuBefore = server.cpuNanos();
            EchoLoad.Round round = load.run(measured);
            double cpuNanos = server.cpuNanos() - cpuBefore;
            return new Measured(
                    round.echoesPerSecond(),
                    round.nanos().getValueAtPercentile(50) / 1e3,
                    round.nanos().getValueAtPercentile(99) / 1e3,
                    cpuNanos / round.nanos().getTotalCount() / 1e3);
        }
    }

    private static String[] row(int count, Peer peer, Map<Peer, List<Measured>> measured) {
        List<Measured> own = measured.getOrDefault(peer, List.of());
        List<Measured> netty = measured.getOrDefault(Peer.NETTY, List.of());
        return new String[] {
            String.format(Locale.ROOT, "%,d", count),
            peer.title(),
            format("%,.0f", median(own, Measured::echoesPerSecond)),
            ratio(own, netty, Measured::echoesPerSecond),
            format("%,.0f", median(own, Measured::p50Micros)),
            format("%,.0f", median(own, Measured::p99Micros)),
            format("%.1f", median(own, Measured::cpuMicros)),
            ratio(own, netty, Measured::cpuMicros)
        };
    }

    private static String ratio(List<Measured> own, List<Measured> other, ToDoubleFunction<Measured> value) {
        return format("%.2f", median(own, value) / median(other, value));
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static double median(List<Measured> of, ToDoubleFunction<Measured> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
