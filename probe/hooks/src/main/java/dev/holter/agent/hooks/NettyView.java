package dev.holter.agent.hooks;

import java.util.List;

/**
 * One copy of Netty, seen through classes that are linked to it. Every object that is passed belongs to
 * that copy.
 */
public interface NettyView {

    /** When Netty's clock was 0, by {@link System#nanoTime()}. */
    long clockOriginNanos();

    /**
     * What to call an event of a channel by: the class of the last handler in its pipeline, which is
     * the application's nearly always, or that of the channel where it has none. On its event loop.
     *
     * @param channel the {@code Channel} or its {@code Unsafe}
     */
    Class<?> eventType(Object channel);

    /** Counts the requests of the channel from now on, where the handler that was added is the codec of a server. */
    void handlerAdded(Object context);

    /**
     * Counts the requests of the channels that an event loop has already. On the loop.
     *
     * @return false where it cannot list them, as in Netty 4.2: then each is to be adopted as it has an event
     */
    boolean adoptChannels(Object eventLoop);

    /**
     * Counts the requests of one channel, where it was not looked at before. On its event loop.
     *
     * @param channel the {@code Channel} or its {@code Unsafe}
     */
    void adoptChannel(Object channel);

    /**
     * Counts what an HTTP server's decoder has decoded. On the decoder's executor.
     *
     * @param messages the new ones are those from the index {@code first} on
     */
    void decoded(Object decoder, Object context, List<?> messages, int first);

    /** Counts what is answered, where an HTTP server's encoder is about to encode it. On the encoder's executor. */
    void encodes(Object encoder, Object context, Object message);

    /**
     * Counts what was answered and has now been flushed. On the channel's event loop.
     *
     * @param unsafe the channel's {@code Unsafe}
     */
    void flushed(Object unsafe);
}
