package dev.holter.benchmarks.jfr;

import java.util.Locale;

/**
 * What runs in a measured process.
 *
 * @param connections of clients that ask without pause; none and the service is idle
 */
record RecordedCase(Watch watch, int connections) {

    /** Who watches the service. */
    enum Watch {
        NOBODY("no probe"),
        PROBE("probe, recorder off"),
        PROBE_AND_RECORDER("probe, recorder on");

        private final String label;

        Watch(String label) {
            this.label = label;
        }
    }

    /** For people. */
    String label() {
        return (connections == 0 ? "idle" : "busy") + ", " + watch.label;
    }

    /** For a command line; {@link #parse} reads it. */
    String print() {
        return watch.name().toLowerCase(Locale.ROOT) + ":" + connections;
    }

    static RecordedCase parse(String text) {
        int colon = text.indexOf(':');
        return new RecordedCase(
                Watch.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
                Integer.parseInt(text.substring(colon + 1)));
    }
}
