package dev.holter.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** Several exceptions of tasks that ran side by side. They are its suppressed exceptions too, so that a trace shows them. */
public final class ExceptionGroup extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Throwable> exceptions;

    /**
     * Makes one.
     *
     * @param exceptions at least one, in the order in which they came
     * @throws IllegalArgumentException where there is none
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(message + " (" + words(exceptions) + ")");
        this.exceptions = List.copyOf(exceptions);
        exceptions.forEach(this::addSuppressed);
    }

    private static String words(List<? extends Throwable> exceptions) {
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("a group of no exceptions");
        }
        return exceptions.stream().map(Throwable::toString).collect(Collectors.joining("; "));
    }

    /** In the order in which they came. */
    public List<Throwable> exceptions() {
        return exceptions;
    }
}
