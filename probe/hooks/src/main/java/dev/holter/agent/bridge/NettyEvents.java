package dev.holter.agent.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a service's Netty, told by its instrumented methods to whoever listens. Netty's
 * objects are passed as {@code Object}, since this class is visible to each copy of Netty and sees
 * none. No method may throw, block or allocate for each call; with no listener each is a no-op.
 */
public abstract class NettyEvents {
    private static final NettyEvents UNHEARD = new Unheard();

    private static volatile NettyEvents listener = UNHEARD;

    /** For listeners. */
    protected NettyEvents() {}

    /** Who listens. */
    public static NettyEvents listener() {
        return listener;
    }

    /** Replaces the listener. */
    public static void listen(NettyEvents newListener) {
        listener = newListener;
    }

    /** Lets nobody listen. */
    public static void stopListening() {
        listener = UNHEARD;
    }

    /**
     * The current thread runs what is in the event executor's queues.
     *
     * @return who is to be told when it has; null for nobody
     */
    public abstract @Nullable LoopThread turnBegins(Object eventExecutor);

    /**
     * The current thread runs a task.
     *
     * @return who is to be told when it has; null for nobody
     */
    public abstract @Nullable LoopThread taskBegins(Object task);

    /**
     * The current thread handles what the selector has found of a channel.
     *
     * @param channel the {@code Channel} or its {@code Unsafe}
     * @return who is to be told when it has; null for nobody
     */
    public abstract @Nullable LoopThread channelEventBegins(Object channel);

    /** The task that the current thread runs turns out to be the wrapper of another. */
    public abstract void wraps(Object innerTask);

    /**
     * The current thread runs a timer, which may yet find that it is not due.
     *
     * @param deadlineNanos when it is due, by Netty's clock
     */
    public abstract void timerRuns(Object timer, long deadlineNanos);

    /** A handler has been added to a pipeline. Told on the handler's executor. */
    public abstract void handlerAdded(Object context);

    /**
     * A decoder has decoded messages. Told on the decoder's executor.
     *
     * @param messages all that it decoded and that have not been passed on
     * @param first index of the first that is new; there is one at least
     */
    public abstract void decoded(Object decoder, Object context, List<?> messages, int first);

    /** An encoder is about to encode a message. Told on the encoder's executor. */
    public abstract void encodes(Object encoder, Object context, Object message);

    /**
     * A channel has been flushed. Told on its event loop.
     *
     * @param unsafe its {@code Unsafe}
     */
    public abstract void flushed(Object unsafe);

    private static final class Unheard extends NettyEvents {

        @Override
        public @Nullable LoopThread turnBegins(Object eventExecutor) {
            return null;
        }

        @Override
        public @Nullable LoopThread taskBegins(Object task) {
            return null;
        }

        @Override
        public @Nullable LoopThread channelEventBegins(Object channel) {
            return null;
        }

        @Override
        public void wraps(Object innerTask) {}

        @Override
        public void timerRuns(Object timer, long deadlineNanos) {}

        @Override
        public void handlerAdded(Object context) {}

        @Override
        public void decoded(Object decoder, Object context, List<?> messages, int first) {}

        @Override
        public void encodes(Object encoder, Object context, Object message) {}

        @Override
        public void flushed(Object unsafe) {}
    }
}
