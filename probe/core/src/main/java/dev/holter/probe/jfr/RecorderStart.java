package dev.holter.probe.jfr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.PrivilegedAction;
import javax.security.auth.Subject;
import jdk.jfr.FlightRecorder;

/**
 * Starts the JVM's recorder without leaving a trace of who did. The recorder makes threads that live as
 * long as the JVM, and until JDK 24 a thread keeps the protection domains of everybody who was on the
 * stack where it was made, class loaders included: an application that is redeployed could never be
 * unloaded. So nobody of ours is on that stack: it begins anew at {@link Subject}, and what runs there
 * is a method handle of the JDK's.
 */
final class RecorderStart {
    private static final int KEEPS_NO_DOMAINS = 24;

    private RecorderStart() {}

    /** Starts it, unless somebody else has. Takes some tenths of a second. */
    @SuppressWarnings("removal") // it will be removed from JDKs that do not need it
    static void start() throws ReflectiveOperationException {
        if (Runtime.version().feature() < KEEPS_NO_DOMAINS) {
            MethodHandle recorder = MethodHandles.publicLookup()
                    .findStatic(FlightRecorder.class, "getFlightRecorder", MethodType.methodType(FlightRecorder.class));
            PrivilegedAction<?> start = MethodHandleProxies.asInterfaceInstance(PrivilegedAction.class, recorder);
            Subject.doAsPrivileged(null, start, null);
        }
    }
}
