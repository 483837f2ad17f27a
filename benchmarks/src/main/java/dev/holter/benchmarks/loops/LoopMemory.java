package dev.holter.benchmarks.loops;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What memory do things take that wait? Told is the resident memory of a process after a collection of garbage, by peers.
 * Usage: {@code LoopMemory [--brief]}, with the folder of the Python programs in the system property {@value
 * Peer#PYTHON_FOLDER}.
 */
public final class LoopMemory {
    /** How many coroutines {@link Program#PARKED} has. */
    static final int COROUTINES = 100_000;

    private static final String BRIEF = "--brief";
    private static final int CONNECTIONS = 10_000;
    /** Processes of each: how much of its heap a JVM keeps differs from one to the next. */
    private static final int ROUNDS = 3;

    /**
     * So that it is the loop's memory that is seen, and not how much garbage a JVM lets lie where there is room, nor what
     * its compilers needed for a moment and the C library keeps.
     */
    private static final String[] SMALL_JVM = {
        "-XX:+UseSerialGC", "-Xms16m", "-Xmn8m", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=500"
    };

    private static final String QUESTION =
            "What memory do connections and coroutines take that wait, in MiB of a whole process?";

    /** Resident memory of a process, MiB, or of two of them. */
    private record Resident(double without, double with) {}

    private final List<Peer> peers;
    private final int connections;

    LoopMemory(List<Peer> peers, int connections) {
        this.peers = peers;
        this.connections = connections;
    }

    /** The command. {@code --brief} changes nothing: it takes three minutes. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        String table = new LoopMemory(List.of(Peer.values()), CONNECTIONS).table();
        System.out.printf("### memory%n%n%s `benchmarks/run %smemory`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf(
                "%nMedians of %d processes; in brackets the least and the most. The JVMs run with %s. %s%n%n",
                ROUNDS, String.join(" ", SMALL_JVM), circumstances.describe());
    }

    /** Measures, and says on standard error how far it is. */
    String table() throws IOException {
        MarkdownTable table = new MarkdownTable("what waits", "loop", "without", "with", "KiB for one");
        for (Peer peer : peers) {
            connections(peer, table);
        }
        for (Peer peer : peers) {
            if (peer != Peer.NETTY) { // which has none
                coroutines(peer, table);
            }
        }
        return table.toString();
    }

    private void connections(Peer peer, MarkdownTable table) throws IOException {
        List<Resident> rounds = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.printf("idle connections: %s, process %d of %d%n", peer.title(), round, ROUNDS);
            try (PeerProcess server = new PeerProcess(peer, Program.ECHO, SMALL_JVM)) {
                double without = server.residentMebibytes();
                try (EchoLoad _ = new EchoLoad(server.port(), connections)) {
                    rounds.add(new Resident(without, server.residentMebibytes()));
                }
            }
        }
        table.row(row("idle connections", peer, connections, rounds));
    }

    private static void coroutines(Peer peer, MarkdownTable table) throws IOException {
        List<Resident> rounds = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.printf("parked coroutines: %s, process %d of %d%n", peer.title(), round, ROUNDS);
            try (PeerProcess idle = new PeerProcess(peer, Program.ECHO, SMALL_JVM);
                    PeerProcess parked = new PeerProcess(peer, Program.PARKED, SMALL_JVM)) {
                rounds.add(new Resident(idle.residentMebibytes(), parked.residentMebibytes()));
            }
        }
        table.row(row("parked coroutines", peer, COROUTINES, rounds));
    }

    private static String[] row(String what, Peer peer, int count, List<Resident> rounds) {
        List<Resident> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(Resident::with))
                .toList();
        Resident median = sorted.get(sorted.size() / 2);
        return new String[] {
            String.format(Locale.ROOT, "%,d %s", count, what),
            peer.title(),
            String.format(Locale.ROOT, "%.0f", median.without()),
            String.format(
                    Locale.ROOT,
                    "%.0f (%.0f to %.0f)",
                    median.with(),
                    sorted.getFirst().with(),
                    sorted.getLast().with()),
            String.format(Locale.ROOT, "%.1f", (median.with() - median.without()) * 1024 / count)
        };
    }
}
