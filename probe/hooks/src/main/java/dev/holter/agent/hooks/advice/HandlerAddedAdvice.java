package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** Behind a method that tells the handler of the context in its first argument that it was added. */
public final class HandlerAddedAdvice {

    private HandlerAddedAdvice() {}

    /** After the handler knows. */
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.Argument(0) Object context) {
        NettyEvents.listener().handlerAdded(context);
    }
}
