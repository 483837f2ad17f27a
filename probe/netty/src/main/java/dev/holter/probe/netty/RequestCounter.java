package dev.holter.probe.netty;

import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one channel into the meter of the channel's event loop; subclasses know the
 * protocol. A request is started when its first message arrives. It is finished when the last part of
 * its answer has been written, in success or in failure, or is given up when the channel goes inactive
 * or the handler is removed while it is in flight. An answer that no request waits for is not counted.
 *
 * <p>The handler's methods run on its executor, nearly always the event loop; a promise may tell of its
 * completion on another thread, which is why the requests in flight are counted atomically. A request
 * that arrives while the channel's event loop is not watched is not counted. Nothing is
 * allocated for a message: the handler is the listener of every last part. Only a void promise, which
 * cannot be listened to, is replaced by a new one for a last part.
 *
 * <p>A fault of the counter never reaches the pipeline: whoever is to know is told, the channel's
 * requests in flight are given up, and the handler removes itself while the message goes on. A channel
 * that moves to another event loop is still counted for the one on which its first request came.
 */
abstract class RequestCounter extends ChannelDuplexHandler implements ChannelFutureListener {
    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Set by the first request, which comes before every answer. */
    private volatile @Nullable RequestMeter meter;

    RequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.loops = loops;
        this.onFault = onFault;
    }

    /** Whether the message that arrived begins a request. */
    abstract boolean beginsRequest(Object message);

    /** Whether the message that is to be written is the last part of an answer. Called once for each. */
    abstract boolean endsAnswer(Object message);

    /** Whether any request of the channel was counted. */
    public final boolean isUsed() {
        return meter != null;
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (beginsRequest(message)) {
                started(ctx);
            }
        } catch (RuntimeException | LinkageError fault) {
            leave(ctx, fault);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ChannelPromise passedOn = promise;
        try {
            if (endsAnswer(message) && inFlight.get() > 0) {
                passedOn = promise.unvoid().addListener(this);
            }
        } catch (RuntimeException | LinkageError fault) {
            leave(ctx, fault);
        }
        ChannelFuture unused = ctx.write(message, passedOn); // whoever gave the promise has it
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        giveUp();
        ctx.fireChannelInactive();
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext ctx) {
        giveUp();
    }

    /** The last part of an answer has been written, or has failed to be. */
    @Override
    public final void operationComplete(ChannelFuture written) {
        RequestMeter counted = meter;
        if (counted != null && inFlight.getAndUpdate(RequestCounter::oneLess) > 0) {
            counted.finished();
        }
    }

    private static int oneLess(int requests) {
        return Math.max(0, requests - 1);
    }

    private void started(ChannelHandlerContext ctx) {
        RequestMeter counted = meter;
        if (counted == null) {
            counted = loops.apply(ctx.channel().eventLoop())
                    .map(WatchedLoop::requests)
                    .orElse(null);
            meter = counted;
        }
        if (counted != null) {
            counted.started();
            inFlight.getAndIncrement();
        }
    }

    private void giveUp() {
        RequestMeter counted = meter;
        for (int left = inFlight.getAndSet(0); left > 0 && counted != null; left--) {
            counted.finished();
        }
    }

    private void leave(ChannelHandlerContext ctx, Throwable fault) {
        if (!ctx.isRemoved()) {
            onFault.accept(fault);
            ctx.pipeline().remove(this);
        }
    }
}
