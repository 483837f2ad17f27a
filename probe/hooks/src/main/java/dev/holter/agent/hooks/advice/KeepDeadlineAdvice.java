package dev.holter.agent.hooks.advice;

import net.bytebuddy.asm.Advice;

/**
 * Skips the method by which a timer that left its queue forgets when it was due. Netty forgets it so
 * that the timer, when it is run, need not read the clock to see that it is due; with this it does.
 */
public final class KeepDeadlineAdvice {

    private KeepDeadlineAdvice() {}

    /** Skips, whatever the method. */
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    public static boolean enter() {
        return true;
    }
}
