package dev.holter.runtime.net;

/** Serves one connection of a {@link Server}, as a task of its own. The connection is closed when it returns. */
@FunctionalInterface
public interface ConnectionHandler {
    /** Serves it. What it throws is told to the loop's exception handler, and ends this connection alone. */
    void serve(Connection connection) throws Exception;
}
