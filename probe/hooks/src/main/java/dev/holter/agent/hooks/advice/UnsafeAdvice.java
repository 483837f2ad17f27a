package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Round a method of a channel's {@code Unsafe} that handles what the selector has found. */
public final class UnsafeAdvice {

    private UnsafeAdvice() {}

    /** Before the channel's event. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable LoopThread enter(@Advice.This Object unsafe) {
        return NettyEvents.listener().channelEventBegins(unsafe);
    }

    /** After it. */
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable LoopThread thread) {
        if (thread != null) {
            thread.callbackEnded();
        }
    }
}
