package dev.holter.benchmarks.jfr;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a process did, and what it used for that.
 *
 * @param requestsPerSecond answered a second
 * @param cpuShare of a core, 1 for all of one
 * @param residentMegabytes memory at the end, in units of 1 MiB
 */
record ProcessUse(double requestsPerSecond, double cpuShare, double residentMegabytes) {

    /** How many requests a second of CPU time answered: what does not depend on who else uses the machine. */
    double requestsPerCpuSecond() {
        return requestsPerSecond / cpuShare;
    }

    /** The median of each. */
    static ProcessUse median(List<ProcessUse> of) {
        return new ProcessUse(
                median(of, ProcessUse::requestsPerSecond),
                median(of, ProcessUse::cpuShare),
                median(of, ProcessUse::residentMegabytes));
    }

    /** As one line. */
    String print() {
        return requestsPerSecond + " " + cpuShare + " " + residentMegabytes;
    }

    /** Reads what {@link #print} wrote. */
    static ProcessUse parse(String line) {
        double[] values = Arrays.stream(line.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new ProcessUse(values[0], values[1], values[2]);
    }

    private static double median(List<ProcessUse> of, ToDoubleFunction<ProcessUse> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
