package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** In front of a method of an event executor that waits for its next task. */
public final class WaitAdvice {

    private WaitAdvice() {}

    /** Before it waits: what it did until now was one turn. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object eventExecutor) {
        LoopThread thread = NettyEvents.listener().turnBegins(eventExecutor);
        if (thread != null) {
            thread.turnEnded();
        }
    }
}
