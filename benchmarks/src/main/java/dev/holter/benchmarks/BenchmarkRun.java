package dev.holter.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs groups of benchmarks and prints a section of Markdown for each on standard output; JMH's progress
 * goes to standard error. Usage: {@code BenchmarkRun [--brief] GROUP...}
 */
public final class BenchmarkRun {
    private static final String BRIEF = "--brief";
    private static final int WRONG_USAGE = 2;

    private final RunLength length;
    private final PrintStream out;

    BenchmarkRun(RunLength length, PrintStream out) {
        this.length = length;
        this.out = out;
    }

    /** The command. */
    public static void main(String[] args) throws RunnerException {
        PrintStream out = System.out;
        // JMH has no other way to keep its progress out of the table.
        System.setOut(System.err);
        List<String> names = new ArrayList<>(List.of(args));
        RunLength length = names.remove(BRIEF) ? RunLength.BRIEF : RunLength.FULL;
        Optional<String> unknown =
                names.stream().filter(name -> group(name).isEmpty()).findFirst();
        if (names.isEmpty() || unknown.isPresent()) {
            System.err.println(unknown.map(name -> "No group of benchmarks is called \"" + name + "\"")
                            .orElse("Which group of benchmarks?")
                    + ": give one or more of " + known());
            System.exit(WRONG_USAGE);
        }
        BenchmarkRun run = new BenchmarkRun(length, out);
        for (String name : names) {
            run.print(group(name).orElseThrow());
        }
    }

    /** Runs one group and prints its section. */
    void print(BenchmarkGroup group) throws RunnerException {
        Circumstances circumstances = new Circumstances();
        List<Measured> results = group.run(length);
        out.printf("### %s%n%n%s `%s`%n%n", group.commandName(), group.question(), command(group));
        out.print(ResultTable.of(results, group.baseline()));
        out.printf("%n%s%n%n", circumstances.describe());
    }

    private String command(BenchmarkGroup group) {
        String options = length == RunLength.FULL ? "" : BRIEF + " ";
        return "benchmarks/run " + options + group.commandName();
    }

    private static Optional<BenchmarkGroup> group(String name) {
        return Arrays.stream(BenchmarkGroup.values())
                .filter(group -> group.commandName().equals(name))
                .findAny();
    }

    private static String known() {
        return Arrays.stream(BenchmarkGroup.values())
                .map(BenchmarkGroup::commandName)
                .collect(Collectors.joining(", "));
    }
}
