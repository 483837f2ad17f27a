package dev.holter.probe.netty;

import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one channel into the meter of the channel's event loop; subclasses know the
 * protocol, and how to hear of answers. A request is started when its first message arrives. It is finished
 * when the last part of its answer has been written and flushed, whether or not that succeeds, or is given up
 * when the channel goes inactive or the handler is removed while it is in flight. An answer that no request waits
 * for is not counted; one that was flushed and waits for its client to read is not the loop's to give any more.
 *
 * <p>All on the handler's executor, nearly always the event loop. A request that arrives while the
 * channel's event loop is not watched is not counted. Nothing is allocated for a message, and no promise
 * is listened to: at a hundred thousand requests a second that alone is a hundredth of a loop's time.
 *
 * <p>A fault of the counter never reaches the pipeline: whoever is to know is told, the channel's
 * requests in flight are given up, and the handler removes itself while the message goes on. A channel
 * that moves to another event loop is still counted for the one on which its first request came.
 */
public abstract class RequestCounter extends ChannelDuplexHandler {
    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    private final Consumer<Throwable> onFault;
    /** Set by the first request, which comes before every answer. */
    private volatile @Nullable RequestMeter meter;

    private int inFlight;
    /** Those in flight whose answer is written, but not yet flushed. */
    private int answered;

    RequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.loops = loops;
        this.onFault = onFault;
    }

    /** Whether the message that arrived begins a request. */
    abstract boolean beginsRequest(Object message);

    /** Whether any request of the channel was counted. Any thread. */
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
    public final void channelInactive(ChannelHandlerContext ctx) {
        givesUp();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        givesUp();
    }

    /** The last part of an answer is about to be written. */
    final void answerEnds() {
        if (answered < inFlight) {
            answered++;
        }
    }

    /** What was written so far has been flushed. */
    final void flushed() {
        finish(answered);
    }

    /** What is in flight will not be finished. */
    final void givesUp() {
        finish(inFlight);
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
            inFlight++;
        }
    }

    private void finish(int requests) {
        RequestMeter counted = meter;
        for (int i = 0; i < requests && counted != null; i++) {
            counted.finished();
        }
        inFlight -= requests;
        answered = 0;
    }

    /** Gives the counting up after a fault of its own. */
    final void leave(ChannelHandlerContext ctx, Throwable fault) {
        if (!ctx.isRemoved()) {
            onFault.accept(fault);
            ctx.pipeline().remove(this);
        }
    }
}
