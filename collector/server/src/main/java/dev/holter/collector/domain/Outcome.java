package dev.holter.collector.domain;

/**
 * What became of something that a probe sent.
 *
 * @param <T> what the fleet made of it
 */
public sealed interface Outcome<T> {

    /** It was taken. */
    record Taken<T>(T value) implements Outcome<T> {}

    /** It says nothing new: a repetition, or older than what is known. */
    record Known<T>() implements Outcome<T> {}

    /** It cannot be: the stream is to be ended. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}
}
