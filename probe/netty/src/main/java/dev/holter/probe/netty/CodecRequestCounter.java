package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one channel as {@link HttpRequestCounter} does, and is no handler: whoever sees what the channel's
 * HTTP codec decodes and encodes, and when the channel is flushed, tells it. A handler costs a request more than all that
 * is done to count it, for what passes through a pipeline calls itself for each handler. The JVM's compiler looks into
 * calls no deeper than to a fixed depth, too: with one handler more, the service's own may be compiled apart from what calls
 * it.
 *
 * <p>What is in flight is given up when the channel closes. All on the channel's event loop.
 */
public final class CodecRequestCounter {
    /** The counter of a channel. One that an earlier agent left there is of another class. */
    private static final AttributeKey<Object> OF_CHANNEL = AttributeKey.valueOf("holter-http-requests");

    private final Channel channel;
    private final ChannelRequests requests;
    private final Consumer<Throwable> onFault;
    private final HttpAnswers answers = new HttpAnswers();

    private CodecRequestCounter(
            Channel channel, Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.channel = channel;
        this.requests = new ChannelRequests(loops);
        this.onFault = onFault;
    }

    /**
     * Lets a channel have a counter from now on, in the place of one that it has already.
     *
     * @param loops what watches an event loop; empty where nothing does, whose requests are not counted
     * @param onFault told when the counter failed and has left the channel; on the event loop
     */
    public static void count(
            Channel channel, Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        CodecRequestCounter counter = new CodecRequestCounter(channel, loops, onFault);
        channel.attr(OF_CHANNEL).set(counter);
        channel.closeFuture().addListener(closed -> counter.requests.givesUp());
    }

    /** The counter of the channel; null where it has none. */
    public static @Nullable CodecRequestCounter of(Channel channel) {
        return channel.hasAttr(OF_CHANNEL) && channel.attr(OF_CHANNEL).get() instanceof CodecRequestCounter counter
                ? counter
                : null;
    }

    /** Whether any request of the channel was counted. */
    public boolean isUsed() {
        return requests.isUsed();
    }

    /** The decoder has decoded a message. */
    public void decoded(Object message) {
        try {
            if (message instanceof HttpRequest) {
                requests.started(channel);
            }
        } catch (RuntimeException | LinkageError fault) {
            fail(fault);
        }
    }

    /** The encoder is about to encode a message. */
    public void encodes(Object message) {
        try {
            if (answers.endWith(message)) {
                requests.answerEnds();
            }
        } catch (RuntimeException | LinkageError fault) {
            fail(fault);
        }
    }

    /** The channel has been flushed. */
    public void flushed() {
        requests.flushed();
    }

    /** Leaves the channel, and gives up what is in flight. */
    public void leave() {
        channel.attr(OF_CHANNEL).compareAndSet(this, null);
        requests.givesUp();
    }

    private void fail(Throwable fault) {
        onFault.accept(fault);
        leave();
    }
}
