package com.example.zoo.nativecall;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Calls the C library through the foreign-function interface, which sleeps there. */
public final class ForeignCall implements Pathology {
    private final MethodHandle usleep;

    /** Finds the function. */
    @SuppressWarnings("restricted")
    public ForeignCall() {
        Linker linker = Linker.nativeLinker();
        usleep = linker.downcallHandle(
                linker.defaultLookup().find("usleep").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @Override
    public void handle(Request request) {
        try {
            int ignored = (int) usleep.invokeExact((int) request.millis() * 1000); // culprit
        } catch (Throwable e) {
            throw new IllegalStateException("usleep cannot be called", e);
        }
    }
}
