package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** In front of a method that runs the task in the field {@code task}. */
public final class WrapperAdvice {

    private WrapperAdvice() {}

    /** Before the inner task. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.FieldValue("task") Object innerTask) {
        NettyEvents.listener().wraps(innerTask);
    }
}
