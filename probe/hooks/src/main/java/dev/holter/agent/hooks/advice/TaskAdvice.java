package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Round a method whose first argument is a task that it runs. */
public final class TaskAdvice {

    private TaskAdvice() {}

    /** Before the task. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable LoopThread enter(@Advice.Argument(0) Object task) {
        return NettyEvents.listener().taskBegins(task);
    }

    /** After it. */
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable LoopThread thread) {
        if (thread != null) {
            thread.callbackEnded();
        }
    }
}
