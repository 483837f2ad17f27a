package dev.holter.benchmarks.idle;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a process used of a core, 1 for all of one.
 *
 * @param loops by the threads of all loops together
 * @param watchdog by the probe's watchdog
 * @param reporter by the probe's reporter
 * @param process by the process, with the JVM's own threads
 */
record CpuShares(double loops, double watchdog, double reporter, double process) {

    /** By the threads of the loops and of the probe. */
    double threads() {
        return loops + watchdog + reporter;
    }

    /** As one line. */
    String print() {
        return Arrays.stream(new double[] {loops, watchdog, reporter, process})
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" "));
    }

    /** Reads what {@link #print} wrote. */
    static CpuShares parse(String line) {
        double[] shares = Arrays.stream(line.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new CpuShares(shares[0], shares[1], shares[2], shares[3]);
    }
}
