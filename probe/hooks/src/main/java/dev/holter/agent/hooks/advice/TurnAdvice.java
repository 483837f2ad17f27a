package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Round a method of an event executor that runs its queues, after which it waits. */
public final class TurnAdvice {

    private TurnAdvice() {}

    /** Before the queues are run. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable LoopThread enter(@Advice.This Object eventExecutor) {
        return NettyEvents.listener().turnBegins(eventExecutor);
    }

    /** After it. */
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable LoopThread thread) {
        if (thread != null) {
            thread.turnEnded();
        }
    }
}
