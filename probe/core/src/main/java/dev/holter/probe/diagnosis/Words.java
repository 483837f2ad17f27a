package dev.holter.probe.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The sentences that evidence is told in. */
final class Words {
    private static final int RECORDED_TOLD = 3;

    private Words() {}

    /** What is said of every stall: the thread's CPU time, and what stood beside it. */
    static List<String> of(StallCase stall) {
        StallEvidence evidence = stall.evidence();
        List<String> sentences = new ArrayList<>();
        sentences.add(cpu(evidence.cpuNanos(), evidence.durationNanos()));
        if (stall.pausedNanos() > 0) {
            sentences.add("the control heartbeat was late as well for " + millis(stall.pausedNanos()) + " of it");
        }
        kernel(evidence.kernel(), sentences);
        evidence.occurrences().stream()
                .sorted((one, other) -> Long.compare(
                        evidence.clip(other).nanos(), evidence.clip(one).nanos()))
                .limit(RECORDED_TOLD)
                .forEach(one -> sentences.add(
                        "the JVM recorded " + one.words() + (one.nanos() > 0 ? ", " + millis(one.nanos()) : "")));
        return sentences;
    }

    private static String cpu(OptionalLong cpuNanos, long durationNanos) {
        return cpuNanos.isEmpty()
                ? "the thread's CPU time cannot be read"
                : "the thread was on a processor for " + percent((double) cpuNanos.getAsLong() / durationNanos) + " of "
                        + millis(durationNanos);
    }

    private static void kernel(KernelAccount kernel, List<String> sentences) {
        if (kernel.runDelayNanos().orElse(0) > 0) {
            sentences.add("it was ready to run and had no processor for "
                    + millis(kernel.runDelayNanos().getAsLong()));
        }
        if (kernel.throttledNanos().orElse(0) > 0) {
            sentences.add("the quota of its control group kept the process from running for "
                    + millis(kernel.throttledNanos().getAsLong()));
        }
        if (kernel.stolenNanos().orElse(0) > 0) {
            sentences.add("the host of this virtual machine took the thread's processor away for "
                    + millis(kernel.stolenNanos().getAsLong()));
        }
        kernel.state()
                .filter(state -> state.equalsIgnoreCase("T"))
                .ifPresent(state -> sentences.add("the kernel last saw it stopped, as by a signal or a debugger"));
        kernel.waitChannel().ifPresent(channel -> sentences.add("the kernel last saw it asleep in " + channel));
    }

    static String stacks(int agreeing, Sighting sighting, int of) {
        String where = sighting.frames().stream()
                .findFirst()
                .map(frame -> ", in " + name(frame))
                .orElse("");
        return "in " + agreeing + " of " + stacks(of) + " the thread was "
                + sighting.activity().words() + where;
    }

    static String stacks(int count) {
        return count == 1 ? "1 stack" : count + " stacks";
    }

    static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** Without the class loader and the module that {@code StackTraceElement.toString()} begins with. */
    static String place(StackTraceElement frame) {
        String source = frame.isNativeMethod() ? "Native Method" : frame.getFileName() + ":" + frame.getLineNumber();
        return name(frame) + "(" + source + ")";
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
