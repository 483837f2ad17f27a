package dev.holter.agent.hooks.netty;

import dev.holter.agent.hooks.NettyView;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The view of the Netty that this class is linked to. Each method runs on the event loop that it is about. */
public final class LinkedView implements NettyView {
    /** The {@link #self} of the view that has looked at a channel: no class of ours, which would live as long as it. */
    private static final AttributeKey<Object> LOOKED_AT = AttributeKey.valueOf("holter-looked-at");

    private final Object self = new Object();
    private final long clockOriginNanos = NettyClock.originNanos();
    private final @Nullable Http1Servers http1;
    private final @Nullable Http2Servers http2;

    /**
     * Makes the view of one copy of Netty.
     *
     * @param loops what watches an event loop
     * @param onFault told when the requests of a channel are no longer counted
     */
    public LinkedView(Function<Object, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        Function<EventExecutor, Optional<WatchedLoop>> executors = loops::apply;
        http1 = whereLinked(() -> new Http1Servers(executors, onFault));
        http2 = whereLinked(() -> new Http2Servers(executors, onFault));
    }

    @Override
    public long clockOriginNanos() {
        return clockOriginNanos;
    }

    @Override
    public Class<?> eventType(Object channel) {
        Channel itself = channelOf(channel);
        ChannelHandler last = itself.pipeline().last();
        return last == null ? itself.getClass() : last.getClass();
    }

    @Override
    public void handlerAdded(Object context) {
        ChannelHandlerContext added = (ChannelHandlerContext) context;
        if (isOfAConnection(added)) {
            added(added);
        }
    }

    @Override
    public boolean adoptChannels(Object eventLoop) {
        if (!(eventLoop instanceof SingleThreadEventLoop loop)) {
            return true; // it has none
        }
        Optional<Iterator<Channel>> channels = channelsOf(loop);
        channels.ifPresent(all -> all.forEachRemaining(channel -> adopt(channel.pipeline())));
        return channels.isPresent();
    }

    @Override
    public void adoptChannel(Object channel) {
        Channel itself = channelOf(channel);
        Attribute<Object> lookedAt = itself.attr(LOOKED_AT);
        if (!self.equals(lookedAt.get())) {
            lookedAt.set(self);
            adopt(itself.pipeline());
        }
    }

    @Override
    public void decoded(Object decoder, Object context, List<?> messages, int first) {
        if (http1 != null) {
            http1.decoded(decoder, ((ChannelHandlerContext) context).channel(), messages, first);
        }
    }

    @Override
    public void encodes(Object encoder, Object context, Object message) {
        if (http1 != null) {
            http1.encodes(encoder, ((ChannelHandlerContext) context).channel(), message);
        }
    }

    @Override
    public void flushed(Object unsafe) {
        if (http1 != null) {
            http1.flushed(channelOf(unsafe));
        }
    }

    private void adopt(ChannelPipeline pipeline) {
        for (String name : pipeline.names()) {
            ChannelHandlerContext context = pipeline.context(name);
            if (context != null && isOfAConnection(context)) {
                adopt(context);
            }
        }
    }

    private void adopt(ChannelHandlerContext context) {
        if (http1 != null) {
            http1.adopt(context);
        }
        if (http2 != null) {
            http2.handlerAdded(context);
        }
    }

    private void added(ChannelHandlerContext context) {
        if (http1 != null) {
            http1.handlerAdded(context);
        }
        if (http2 != null) {
            http2.handlerAdded(context);
        }
    }

    private static boolean isOfAConnection(ChannelHandlerContext context) {
        return !context.isRemoved() && !(context.channel() instanceof EmbeddedChannel);
    }

    private static Channel channelOf(Object channel) {
        return channel instanceof Channel.Unsafe unsafe ? unsafe.voidPromise().channel() : (Channel) channel;
    }

    private static Optional<Iterator<Channel>> channelsOf(SingleThreadEventLoop loop) {
        try {
            return Optional.of(loop.registeredChannelsIterator());
        } catch (UnsupportedOperationException | LinkageError unlisted) {
            return Optional.empty();
        }
    }

    /** A service may have a Netty without HTTP, and none of its classes is there then. */
    private static <T> @Nullable T whereLinked(Supplier<T> part) {
        try {
            return part.get();
        } catch (NoClassDefFoundError absent) {
            return null;
        }
    }
}
