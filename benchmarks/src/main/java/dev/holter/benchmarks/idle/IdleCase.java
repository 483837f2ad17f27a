package dev.holter.benchmarks.idle;

import java.util.Locale;

/**
 * What runs in a measured process.
 *
 * @param kind of the loops
 * @param loops how many
 */
record IdleCase(Kind kind, int loops) {

    /** Kinds of loops. */
    enum Kind {
        EXECUTOR("executor"),
        NETTY("Netty 4.2 loop");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    IdleLoops open() {
        return switch (kind) {
            case EXECUTOR -> new IdleExecutors(loops);
            case NETTY -> new IdleNetty(loops);
        };
    }

    /** For people. */
    String label() {
        return loops + " idle " + kind.label + (loops == 1 ? "" : "s");
    }

    /** For a command line; {@link #parse} reads it. */
    String print() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + loops;
    }

    static IdleCase parse(String text) {
        int colon = text.indexOf(':');
        Kind kind = Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
        return new IdleCase(kind, Integer.parseInt(text.substring(colon + 1)));
    }
}
