package dev.holter.agent;

/** An option that the agent cannot follow. The message is for the user: what is wrong, and what to write. */
final class WrongOption extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongOption(String message) {
        super(message);
    }
}
