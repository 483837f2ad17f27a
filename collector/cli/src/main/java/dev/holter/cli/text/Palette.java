package dev.holter.cli.text;

/** Colours, where the output is a terminal that wants them. Immutable. */
public final class Palette {
    private final boolean coloured;

    private Palette(boolean coloured) {
        this.coloured = coloured;
    }

    /** Colours on a terminal, unless {@code NO_COLOR} is set. */
    public static Palette of(boolean terminal) {
        return new Palette(terminal && System.getenv("NO_COLOR") == null);
    }

    /** For what is bad. */
    public String red(String text) {
        return in("31;1", text);
    }

    /** For what is well again. */
    public String green(String text) {
        return in("32;1", text);
    }

    /** For what is under way. */
    public String yellow(String text) {
        return in("33", text);
    }

    /** For headings. */
    public String bold(String text) {
        return in("1", text);
    }

    private String in(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
