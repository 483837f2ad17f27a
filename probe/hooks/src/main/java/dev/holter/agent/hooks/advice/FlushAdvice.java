package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** Behind the method of a channel's {@code Unsafe} that flushes it. */
public final class FlushAdvice {

    private FlushAdvice() {}

    /** After the flush. */
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object unsafe) {
        NettyEvents.listener().flushed(unsafe);
    }
}
