package dev.holter.probe.netty;

import dev.holter.probe.WatchedLoop;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A counter that answers pass through on their way to the channel, whatever writes them. */
abstract class PassedRequestCounter extends RequestCounter {

    PassedRequestCounter(Function<EventExecutor, Optional<WatchedLoop>> loops, Consumer<Throwable> onFault) {
        super(loops, onFault);
    }

    /** Whether the message that is to be written is the last part of an answer. Called once for each. */
    abstract boolean endsAnswer(Object message);

    @Override
    public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        try {
            if (endsAnswer(message)) {
                answerEnds();
            }
        } catch (RuntimeException | LinkageError fault) {
            leave(ctx, fault);
        }
        ChannelFuture unused = ctx.write(message, promise); // whoever gave the promise has it
    }

    @Override
    public final void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        flushed();
    }
}
