package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** In front of a timer's {@code run}. */
public final class TimerAdvice {

    private TimerAdvice() {}

    /** Before the timer looks whether it is due. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object timer, @Advice.FieldValue("deadlineNanos") long deadlineNanos) {
        NettyEvents.listener().timerRuns(timer, deadlineNanos);
    }
}
