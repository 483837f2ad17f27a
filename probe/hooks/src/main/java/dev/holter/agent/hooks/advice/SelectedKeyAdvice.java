package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Round a method whose second argument is the channel that is ready. */
public final class SelectedKeyAdvice {

    private SelectedKeyAdvice() {}

    /** Before the channel's event. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable LoopThread enter(@Advice.Argument(1) Object channel) {
        return NettyEvents.listener().channelEventBegins(channel);
    }

    /** After it. */
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable LoopThread thread) {
        if (thread != null) {
            thread.callbackEnded();
        }
    }
}
