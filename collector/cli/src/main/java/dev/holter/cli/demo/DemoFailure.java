package dev.holter.cli.demo;

/** The demo could not be played to its end. The message says why, for the user, in one or more lines. */
public final class DemoFailure extends RuntimeException {

    /** With what to tell the user. */
    public DemoFailure(String message) {
        super(message);
    }

    /** With what to tell the user and what led to it. */
    public DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
