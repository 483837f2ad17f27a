package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts as {@link HttpRequestCounter} does, but no answer passes through it: whoever sees what the channel's HTTP encoder
 * is given, and when the channel is flushed, tells it. A handler on the way out costs a request more than all else that
 * is done to count it, for each write and flush goes through the pipeline in one more step, and calls itself in it.
 *
 * <p>It belongs behind the codec, on the channel's event loop, where all its methods are to be called.
 */
public final class EncodedRequestCounter extends RequestCounter {
    /** The counter of a channel. One that an earlier agent left there is of another class. */
    private static final AttributeKey<Object> OF_CHANNEL = AttributeKey.valueOf("holter-http-requests");

    private final BooleanSupplier isTold;
    private final HttpAnswers answers = new HttpAnswers();
    private @Nullable ChannelHandlerContext context;

    /**
     * Makes the handler of one channel.
     *
     * @param loops what watches an event loop; empty where nothing does, whose requests are not counted
     * @param onFault told when the counter failed and is about to leave its pipeline; on the event loop
     * @param isTold whether it is still told of answers; without them it gives up what is in flight and counts no more
     */
    public EncodedRequestCounter(
            Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault, BooleanSupplier isTold) {
        super(loops, onFault);
        this.isTold = isTold;
    }

    /** The counter that is in the channel's pipeline; null where none is. */
    public static @Nullable EncodedRequestCounter of(Channel channel) {
        return channel.hasAttr(OF_CHANNEL) && channel.attr(OF_CHANNEL).get() instanceof EncodedRequestCounter counter
                ? counter
                : null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().attr(OF_CHANNEL).set(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        super.handlerRemoved(ctx);
        ctx.channel().attr(OF_CHANNEL).compareAndSet(this, null);
    }

    /** The encoder is about to encode a message. */
    public void encodes(Object message) {
        try {
            if (answers.endWith(message)) {
                answerEnds();
            }
        } catch (RuntimeException | LinkageError fault) {
            if (context != null) {
                leave(context, fault);
            }
        }
    }

    /** The channel has been flushed. */
    public void channelFlushed() {
        flushed();
    }

    @Override
    boolean beginsRequest(Object message) {
        boolean begins = message instanceof HttpRequest;
        if (begins && !isTold.getAsBoolean()) {
            givesUp();
            return false;
        }
        return begins;
    }
}
