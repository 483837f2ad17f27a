package dev.holter.collector.alert;

/**
 * What an evaluation changed.
 *
 * @param stateChanged whether the state is another; otherwise only the annotations are
 */
public record AlertChange(Alert alert, boolean stateChanged) {}
