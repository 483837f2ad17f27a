package dev.holter.agent.hooks.advice;

import dev.holter.agent.bridge.NettyEvents;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Round a method of a decoder that adds what it decodes to the list in its third argument. */
public final class DecoderAdvice {

    private DecoderAdvice() {}

    /** How many messages the list holds before. */
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static int enter(@Advice.Argument(2) List<?> messages) {
        return messages.size();
    }

    /** After the new ones were added. */
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
            @Advice.This Object decoder,
            @Advice.Argument(0) Object context,
            @Advice.Argument(2) List<?> messages,
            @Advice.Enter int before) {
        if (messages.size() > before) {
            NettyEvents.listener().decoded(decoder, context, messages, before);
        }
    }
}
