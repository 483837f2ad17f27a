package dev.holter.probe;

/** A loop under watch. Any thread may call it. */
public interface WatchedLoop extends AutoCloseable {

    /** The loop's name, as reported: that of {@link Loop#name()}, made unique where it was not. */
    String name();

    /** Where the loop's requests are counted. */
    RequestMeter requests();

    /** Where the loop's callbacks are timed, by hooks that see where each ends. */
    CallbackMeter callbacks();

    /** Ends the watch: no further heartbeat is scheduled. Does not block. Idempotent. */
    @Override
    void close();
}
