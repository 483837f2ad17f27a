package dev.holter.probe.host;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * For how long the host of a virtual machine has taken each of its processors away: {@code steal} in Linux's
 * {@code /proc/stat}, since the machine started, in steps of 10 ms. A thread that is on such a processor neither runs nor
 * waits by the kernel's account of it. The kernel counts what was taken once the processor is back. Immutable.
 */
public final class StolenTime {
    /** Where the kernel does not tell it. */
    public static final StolenTime UNKNOWN = new StolenTime(new long[0]);

    private static final String PROCESSOR = "cpu";
    private static final Pattern SPACES = Pattern.compile(" +");
    /** Of the numbers behind a processor's name: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int STEAL = 8;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** By the number of the processor. */
    private final long[] nanos;

    private StolenTime(long[] nanos) {
        this.nanos = nanos;
    }

    /** Takes the text of {@code /proc/stat}, or the beginning of it; what is not as expected is taken for nothing. */
    static StolenTime parse(String stat) {
        long[] nanos = new long[0];
        for (String line : (Iterable<String>) stat.lines()::iterator) {
            if (!line.startsWith(PROCESSOR)) {
                break; // the processors come first
            }
            String[] fields = SPACES.split(line, -1);
            if (fields.length > STEAL && fields[0].length() > PROCESSOR.length()) {
                try {
                    int processor = Integer.parseInt(fields[0].substring(PROCESSOR.length()));
                    nanos = Arrays.copyOf(nanos, Math.max(nanos.length, processor + 1));
                    nanos[processor] = Long.parseLong(fields[STEAL]) * TICK_NANOS;
                } catch (NumberFormatException notANumber) {
                    return UNKNOWN;
                }
            }
        }
        return new StolenTime(nanos);
    }

    /** How long a processor was taken away since an earlier reading, nanoseconds; empty where one of them does not tell. */
    public OptionalLong since(StolenTime earlier, OptionalInt processor) {
        int number = processor.orElse(-1);
        return number >= 0 && number < nanos.length && number < earlier.nanos.length
                ? OptionalLong.of(nanos[number] - earlier.nanos[number])
                : OptionalLong.empty();
    }
}
