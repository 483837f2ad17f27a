package dev.holter.benchmarks.idle;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What does it cost a process that its idle loops are watched? Starts a process for each case, one
 * after the other, and prints a section of Markdown. The off state is the same process without the
 * probe; what it uses is the JVM's own. The probe's share is told from the threads, because the kernel
 * gives the CPU time of the process in steps of 10 ms. Usage: {@code IdleLoopCost [--brief]}
 */
public final class IdleLoopCost {
    private static final String BRIEF = "--brief";
    private static final List<IdleCase> CASES = List.of(
            new IdleCase(IdleCase.Kind.EXECUTOR, 1),
            new IdleCase(IdleCase.Kind.EXECUTOR, 16),
            new IdleCase(IdleCase.Kind.NETTY, 16));
    private static final String QUESTION =
            "What does watching idle loops use of a core? The budget is 0.1 % for a loop.";

    private final Duration warmup;
    private final Duration measured;
    private final PrintStream progress;

    /**
     * Makes a measurement.
     *
     * @param warmup until loops count as idle, which takes the probe a second, and code is compiled
     * @param measured for how long each process is measured
     */
    IdleLoopCost(Duration warmup, Duration measured, PrintStream progress) {
        this.warmup = warmup;
        this.measured = measured;
        this.progress = progress;
    }

    /** The command. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        IdleLoopCost cost =
                new IdleLoopCost(Duration.ofSeconds(brief ? 2 : 10), Duration.ofSeconds(brief ? 3 : 30), System.err);
        String table = cost.table(CASES);
        System.out.printf("### idle%n%n%s `benchmarks/run %sidle`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%n%s%n%n", circumstances.describe());
    }

    /** A row for each case without and with the probe. Takes the warm-up and the measurement for each row. */
    String table(List<IdleCase> cases) throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "% of a core", "process", "its loops' threads", "watchdog", "reporter", "probe, for each loop");
        for (IdleCase idle : cases) {
            CpuShares without = measure(idle, false);
            CpuShares with = measure(idle, true);
            double forEachLoop = (with.threads() - without.threads()) / idle.loops();
            table.row(cells(idle.label() + ", no probe", without, ""));
            table.row(cells(idle.label() + ", watched", with, percent(forEachLoop)));
        }
        return table.toString();
    }

    private CpuShares measure(IdleCase idle, boolean probed) throws IOException, InterruptedException {
        progress.printf(
                "Measuring %s, %s the probe, for %d s ...%n",
                idle.label(), probed ? "with" : "without", warmup.plus(measured).toSeconds());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleProcess.class.getName(),
                        idle.print(),
                        Boolean.toString(probed),
                        Long.toString(warmup.toMillis()),
                        Long.toString(measured.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("The measured process ended with status " + status + "; see what it printed above");
        }
        return CpuShares.parse(line);
    }

    private static String[] cells(String what, CpuShares shares, String forEachLoop) {
        return new String[] {
            what,
            percent(shares.process()),
            percent(shares.loops()),
            percent(shares.watchdog()),
            percent(shares.reporter()),
            forEachLoop
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", 100 * share);
    }
}
