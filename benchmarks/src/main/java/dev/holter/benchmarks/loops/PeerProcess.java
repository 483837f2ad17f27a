package dev.holter.benchmarks.loops;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program over a peer's loop, in a process of its own. It prints one line when it is ready, answers each line that it
 * reads with one, after a collection of garbage, and ends with its input. For one thread.
 */
final class PeerProcess implements AutoCloseable {
    private static final double KIB_PER_MIB = 1024;
    private static final long GIVES_BACK_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Peer peer;
    private final Process process;
    private final BufferedReader told;
    private final String readyLine;

    /**
     * Starts it and waits until it is ready.
     *
     * @param jvmOptions for those that run on a JVM
     */
    PeerProcess(Peer peer, Program program, String... jvmOptions) throws IOException {
        this.peer = peer;
        process = new ProcessBuilder(peer.command(program, jvmOptions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        told = process.inputReader(StandardCharsets.UTF_8);
        readyLine = line();
    }

    /** Where it listens, for programs that do. */
    int port() {
        return Integer.parseInt(readyLine);
    }

    /** The CPU time that it has used, to 10 ms. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Its resident memory without its garbage and once it gives nothing more back, in MiB. */
    double residentMebibytes() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        line();
        double before = Double.MAX_VALUE;
        double now = residentNow();
        while (now < before) {
            LockSupport.parkNanos(GIVES_BACK_WITHIN_NANOS);
            before = now;
            now = residentNow();
        }
        return before;
    }

    private double residentNow() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String line() throws IOException {
        @Nullable String line = told.readLine();
        if (line == null) {
            throw new IOException(peer.title() + " has ended; see what it printed above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
