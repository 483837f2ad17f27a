package dev.holter.probe.host;

/** Stolen times for tests. */
public final class StolenTimes {
    private StolenTimes() {}

    /** Of a machine's processors in their order, milliseconds: multiples of ten. */
    public static StolenTime of(long... millis) {
        StringBuilder stat = new StringBuilder("cpu  1 2 3 4 5 6 7 8 9 10\n");
        for (int processor = 0; processor < millis.length; processor++) {
            stat.append("cpu%d 1 2 3 4 5 6 7 %d 9 10%n".formatted(processor, millis[processor] / 10));
        }
        return StolenTime.parse(stat.append("intr 8 0\n").toString());
    }
}
