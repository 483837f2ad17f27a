package dev.holter.benchmarks.jfr;

import dev.holter.benchmarks.Circumstances;
import dev.holter.benchmarks.MarkdownTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What does it cost a process that the probe records it? Starts a process for each case, one after the
 * other, in rounds, so that what else the machine does falls on all of them alike, and prints a section
 * of Markdown with the medians. Usage: {@code RecordingCost [--brief]}
 */
public final class RecordingCost {
    private static final String BRIEF = "--brief";
    private static final int CONNECTIONS = 16;
    private static final String QUESTION =
            "What does it cost a service of Netty 4.2 that the probe asks the JVM's flight recorder?";

    private final Duration warmup;
    private final Duration measured;
    private final PrintStream progress;

    /**
     * Makes a measurement.
     *
     * @param warmup until code is compiled, which takes a busy machine long, and the recorder has started
     * @param measured for how long each process is measured
     */
    RecordingCost(Duration warmup, Duration measured, PrintStream progress) {
        this.warmup = warmup;
        this.measured = measured;
        this.progress = progress;
    }

    /** The command. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean brief = List.of(args).contains(BRIEF);
        Circumstances circumstances = new Circumstances();
        RecordingCost cost =
                new RecordingCost(Duration.ofSeconds(brief ? 4 : 20), Duration.ofSeconds(brief ? 4 : 10), System.err);
        int rounds = brief ? 1 : 3;
        String table = cost.table(cases(), rounds);
        System.out.printf("### jfr%n%n%s `benchmarks/run %sjfr`%n%n", QUESTION, brief ? BRIEF + " " : "");
        System.out.print(table);
        System.out.printf("%nMedians of %d rounds, all cases in each. %s%n%n", rounds, circumstances.describe());
    }

    /** A row for each case. Takes the warm-up and the measurement for each case and round. */
    String table(List<RecordedCase> cases, int rounds) throws IOException, InterruptedException {
        Map<RecordedCase, List<ProcessUse>> uses = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (RecordedCase recorded : cases) {
                progress.printf("Round %d of %d: %s ...%n", round, rounds, recorded.label());
                uses.computeIfAbsent(recorded, first -> new ArrayList<>()).add(measure(recorded));
            }
        }
        MarkdownTable table = new MarkdownTable(
                "service", "requests a second", "% of a core", "requests a CPU second", "resident MiB");
        uses.forEach((recorded, measurements) -> table.row(cells(recorded, ProcessUse.median(measurements))));
        return table.toString();
    }

    private static List<RecordedCase> cases() {
        List<RecordedCase> cases = new ArrayList<>();
        for (int connections : new int[] {0, CONNECTIONS}) {
            for (RecordedCase.Watch watch : RecordedCase.Watch.values()) {
                cases.add(new RecordedCase(watch, connections));
            }
        }
        return cases;
    }

    private ProcessUse measure(RecordedCase recorded) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordedProcess.class.getName(),
                        recorded.print(),
                        Long.toString(warmup.toMillis()),
                        Long.toString(measured.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("The measured process ended with status " + status + "; see what it printed above");
        }
        return ProcessUse.parse(line);
    }

    private static String[] cells(RecordedCase recorded, ProcessUse use) {
        boolean busy = recorded.connections() > 0;
        return new String[] {
            recorded.label(),
            busy ? String.format(Locale.ROOT, "%,.0f", use.requestsPerSecond()) : "",
            String.format(Locale.ROOT, "%.2f", 100 * use.cpuShare()),
            busy ? String.format(Locale.ROOT, "%,.0f", use.requestsPerCpuSecond()) : "",
            String.format(Locale.ROOT, "%.0f", use.residentMegabytes())
        };
    }
}
