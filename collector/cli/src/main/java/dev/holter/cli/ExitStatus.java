package dev.holter.cli;

/** The exit statuses of every command. */
public final class ExitStatus {
    /** All is well. */
    public static final int FINE = 0;

    /** The command worked, and what it looked at is bad: a loop is frozen, the demo missed its aim. */
    public static final int BAD = 1;

    /** Wrong usage or configuration: nothing was looked at. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}
