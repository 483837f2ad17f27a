package dev.holter.collector.ingest;

/**
 * What a message of the wire says.
 *
 * @param <T> its counterpart in the domain
 */
sealed interface Reading<T> {

    /** It keeps every rule of the contract. */
    record Valid<T>(T value) implements Reading<T> {}

    /** It breaks one. */
    record Invalid<T>(Rejection rejection) implements Reading<T> {}
}
