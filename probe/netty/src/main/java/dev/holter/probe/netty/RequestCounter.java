package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts the requests of one channel into the meter of the channel's event loop, as they and their answers pass through
 * its pipeline; subclasses know the protocol. A request is started when its first message arrives. It is finished
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
    private final ChannelRequests requests;
    private final Consumer<Throwable> onFault;

    RequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        this.requests = new ChannelRequests(loops);
        this.onFault = onFault;
    }

    /** Whether the message that arrived begins a request. */
    abstract boolean beginsRequest(Object message);

    /** Whether the message that is to be written is the last part of an answer. Called once for each. */
    abstract boolean endsAnswer(Object message);

    /** Whether any request of the channel was counted. Any thread. */
    public final boolean isUsed() {
        return requests.isUsed();
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (beginsRequest(message)) {
                requests.started(ctx.channel());
            }
        } catch (RuntimeException | LinkageError fault) {
            leave(ctx, fault);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        try {
            if (endsAnswer(message)) {
                requests.answerEnds();
            }
        } catch (RuntimeException | LinkageError fault) {
            leave(ctx, fault);
        }
        ChannelFuture unused = ctx.write(message, promise); // whoever gave the promise has it
    }

    @Override
    public final void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        requests.flushed();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        requests.givesUp();
        ctx.fireChannelInactive();
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext ctx) {
        requests.givesUp();
    }

    /** Gives the counting up after a fault of its own. */
    private void leave(ChannelHandlerContext ctx, Throwable fault) {
        if (!ctx.isRemoved()) {
            onFault.accept(fault);
            ctx.pipeline().remove(this);
        }
    }
}
