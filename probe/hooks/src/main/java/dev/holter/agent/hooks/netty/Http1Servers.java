package dev.holter.agent.hooks.netty;

import dev.holter.probe.WatchedLoop;
import dev.holter.probe.netty.CodecRequestCounter;
import dev.holter.probe.netty.HttpRequestCounter;
import dev.holter.probe.netty.RequestCounter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of HTTP/1.1 servers, whose codec may be one handler or a decoder and an encoder. What is woven into
 * decoder, encoder and channel tells of requests and answers. Where the codec runs on another executor than the event loop,
 * a handler behind it counts.
 */
final class Http1Servers {
    private static final String COUNTER = "holter-http-requests";

    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;

    Http1Servers(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.loops = loops;
        this.onFault = onFault;
        requireLinked(HttpServerCodec.class);
    }

    void handlerAdded(ChannelHandlerContext context) {
        ChannelHandlerContext codec = lastOfCodec(context);
        if (codec != null) {
            stopCounting(context.channel()); // a codec that comes anew goes by its own place
            EventExecutor executor = codec.executor();
            if (executor.equals(context.channel().eventLoop())) {
                CodecRequestCounter.count(context.channel(), loops, onFault);
            } else {
                context.pipeline().addAfter(executor, codec.name(), COUNTER, new HttpRequestCounter(loops, onFault));
            }
        }
    }

    /** Counts what a decoder has decoded, where that is a server's. */
    void decoded(Object decoder, Channel channel, List<?> messages, int first) {
        if (decoder instanceof HttpRequestDecoder) {
            CodecRequestCounter counter = CodecRequestCounter.of(channel);
            for (int i = first; i < messages.size() && counter != null; i++) {
                counter.decoded(messages.get(i));
            }
        }
    }

    /** Counts what an encoder is about to encode, where that is a server's. */
    void encodes(Object encoder, Channel channel, Object message) {
        if (encoder instanceof HttpResponseEncoder) {
            CodecRequestCounter counter = CodecRequestCounter.of(channel);
            if (counter != null) {
                counter.encodes(message);
            }
        }
    }

    /** Counts what was answered, as the channel has been flushed. */
    void flushed(Channel channel) {
        CodecRequestCounter counter = CodecRequestCounter.of(channel);
        if (counter != null) {
            counter.flushed();
        }
    }

    /** Does as if the handler had been added now, where the channel has no counter yet. */
    void adopt(ChannelHandlerContext context) {
        if (!isCounted(context.channel())) {
            handlerAdded(context);
        }
    }

    /**
     * Takes its counter away from a channel, where it has one.
     *
     * @return whether it had counted any request for this agent
     */
    static boolean stopCounting(Channel channel) {
        CodecRequestCounter told = CodecRequestCounter.of(channel);
        if (told != null) {
            told.leave();
            return told.isUsed();
        }
        ChannelHandler handler = channel.pipeline().get(COUNTER);
        if (handler == null) {
            return false;
        }
        channel.pipeline().remove(handler); // be it that of an earlier agent
        return handler instanceof RequestCounter ours && ours.isUsed();
    }

    /** The counter that an earlier agent left is of another class, which this class's loader has not made. */
    private static boolean isCounted(Channel channel) {
        return CodecRequestCounter.of(channel) != null || channel.pipeline().get(COUNTER) instanceof RequestCounter;
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
