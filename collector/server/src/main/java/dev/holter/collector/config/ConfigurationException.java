package dev.holter.collector.config;

/**
 * The collector cannot start as it was told to. The message is one line for the user: what is wrong,
 * where, and what to do.
 */
public final class ConfigurationException extends RuntimeException {

    /** With the line for the user. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** With the line for the user and what led to it. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
