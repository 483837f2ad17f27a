package dev.holter.benchmarks.loops;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.IOException;
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
    /**
     * So that it is the loop's memory that is seen, and not how much garbage a JVM lets lie where there is room, nor what
     * its compilers needed for a moment and the C library keeps.
     */
    private static final String[] SMALL_JVM = {
        "-XX:+UseSerialGC", "-Xms16m", "-Xmn8m", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=500"
    };

    private static final String QUESTION =
            "What memory do connections and coroutines take that wait, in MiB of a whole process?";

    private final List<Peer> peers;
    private final int connections;

    LoopMemory(List<Peer> peers, int connections) {
        this.peers = peers;
        this.connections = connections;
    }

    /** The command. {@code --brief} changes nothing: it takes a minute. */
    public static void main(String[] args) throws IOException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        String table = new LoopMemory(List.of(Peer.values()), CONNECTIONS).table();
        System.out.printf("### memory%n%n%s `benchmarks/run %smemory`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%nThe JVMs run with %s. %s%n%n", String.join(" ", SMALL_JVM), circumstances.describe());
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
        System.err.printf("idle connections: %s%n", peer.title());
        try (PeerProcess server = new PeerProcess(peer, Program.ECHO, SMALL_JVM)) {
            double without = server.residentMebibytes();
            try (EchoLoad _ = new EchoLoad(server.port(), connections)) {
                row(table, "idle connections", peer, connections, without, server.residentMebibytes());
            }
        }
    }

    private static void coroutines(Peer peer, MarkdownTable table) throws IOException {
        System.err.printf("parked coroutines: %s%n", peer.title());
        double without;
        try (PeerProcess idle = new PeerProcess(peer, Program.ECHO, SMALL_JVM)) {
            without = idle.residentMebibytes();
        }
        try (PeerProcess parked = new PeerProcess(peer, Program.PARKED, SMALL_JVM)) {
            row(table, "parked coroutines", peer, COROUTINES, without, parked.residentMebibytes());
        }
    }

    private static void row(MarkdownTable table, String what, Peer peer, int count, double without, double with) {
        table.row(
                String.format(Locale.ROOT, "%,d %s", count, what),
                peer.title(),
                String.format(Locale.ROOT, "%.0f", without),
                String.format(Locale.ROOT, "%.0f", with),
                String.format(Locale.ROOT, "%.1f", (with - without) * 1024 / count));
    }
}
