package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import net.bytebuddy.asm.Advice;

/** Before a method of an encoder whose second argument is the message that it is to encode. */
public final class EncoderAdvice {

    private EncoderAdvice() {}

    /** Before the message is encoded. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
            @Advice.This Object encoder, @Advice.Argument(0) Object context, @Advice.Argument(1) Object message) {
        NettyEvents.listener().encodes(encoder, context, message);
    }
}
