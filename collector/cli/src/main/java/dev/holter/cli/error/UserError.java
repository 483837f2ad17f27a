package dev.holter.cli.error;

/**
 * The command cannot do what it was told to. The message is one line for the user: what is wrong, where,
 * and what to do.
 */
public final class UserError extends RuntimeException {

    /** With the line for the user. */
    public UserError(String message) {
        super(message);
    }

    /** With the line for the user and what led to it. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
