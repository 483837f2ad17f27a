package dev.holter.agent.hooks.netty;

import dev.holter.probe.WatchedLoop;
import dev.holter.probe.netty.EncodedRequestCounter;
import dev.holter.probe.netty.HttpRequestCounter;
import dev.holter.probe.netty.RequestCounter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request counter behind the codec of an HTTP/1.1 server, whether that is one handler or a decoder
 * and an encoder. It runs on the codec's executor. Where that is the event loop, answers do not pass through it: what is
 * woven into the encoder and the channel tells of them.
 */
final class Http1Servers {
    private static final String COUNTER = "holter-http-requests";

    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;
    private final BooleanSupplier tellsOfAnswers;

    /**
     * Knows no server yet.
     *
     * @param tellsOfAnswers whether {@link #encodes} and {@link #flushed} are still called
     */
    Http1Servers(
            Function<EventExecutor, Optional<WatchedLoop>> loops,
            Consumer<Throwable> onFault,
            BooleanSupplier tellsOfAnswers) {
        this.loops = loops;
        this.onFault = onFault;
        this.tellsOfAnswers = tellsOfAnswers;
        requireLinked(HttpServerCodec.class);
    }

    void handlerAdded(ChannelHandlerContext context) {
        ChannelHandlerContext codec = lastOfCodec(context);
        if (codec != null) {
            stopCounting(context.pipeline()); // a codec that comes anew goes by its own place
            EventExecutor executor = codec.executor();
            boolean onEventLoop = executor.equals(context.channel().eventLoop());
            context.pipeline()
                    .addAfter(
                            onEventLoop ? null : executor,
                            codec.name(),
                            COUNTER,
                            onEventLoop
                                    ? new EncodedRequestCounter(loops, onFault, tellsOfAnswers)
                                    : new HttpRequestCounter(loops, onFault));
        }
    }

    /** Counts what an encoder is about to encode, where that is a server's. */
    void encodes(Object encoder, Channel channel, Object message) {
        if (encoder instanceof HttpResponseEncoder) {
            EncodedRequestCounter counter = EncodedRequestCounter.of(channel);
            if (counter != null) {
                counter.encodes(message);
            }
        }
    }

    /** Counts what was answered, as the channel has been flushed. */
    void flushed(Channel channel) {
        EncodedRequestCounter counter = EncodedRequestCounter.of(channel);
        if (counter != null) {
            counter.channelFlushed();
        }
    }

    /** Does as if the handler had been added now, where the channel has no counter yet. */
    void adopt(ChannelHandlerContext context) {
        if (!isCounted(context.pipeline())) {
            handlerAdded(context);
        }
    }

    /**
     * Takes the counter out of a pipeline, where it has one, be it that of an earlier agent.
     *
     * @return whether it had counted any request for this agent
     */
    static boolean stopCounting(ChannelPipeline pipeline) {
        ChannelHandler counter = pipeline.get(COUNTER);
        if (counter == null) {
            return false;
        }
        pipeline.remove(counter);
        return counter instanceof RequestCounter ours && ours.isUsed();
    }

    /** The counter that an earlier agent left is of another class, which this class's loader has not made. */
    private static boolean isCounted(ChannelPipeline pipeline) {
        return pipeline.get(COUNTER) instanceof RequestCounter;
    }

    /** Where the codec that the handler belongs to ends; null where it belongs to none, or to half of one. */
    private static @Nullable ChannelHandlerContext lastOfCodec(ChannelHandlerContext context) {
        ChannelHandler handler = context.handler();
        if (handler instanceof HttpServerCodec) {
            return context;
        }
        if (handler instanceof HttpRequestDecoder) {
            return later(context, context.pipeline().context(HttpResponseEncoder.class));
        }
        if (handler instanceof HttpResponseEncoder) {
            return later(context, context.pipeline().context(HttpRequestDecoder.class));
        }
        return null;
    }

    private static @Nullable ChannelHandlerContext later(
            ChannelHandlerContext one, @Nullable ChannelHandlerContext other) {
        if (other == null) {
            return null;
        }
        var names = one.pipeline().names();
        return names.indexOf(one.name()) > names.indexOf(other.name()) ? one : other;
    }

    private static void requireLinked(Class<?> unused) {}
}
