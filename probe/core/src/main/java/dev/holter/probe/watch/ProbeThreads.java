package dev.holter.probe.watch;

import java.util.concurrent.ThreadFactory;

/**
 * The probe's threads: named, and daemons, so that none keeps a service alive. They take nothing along from the
 * thread that makes them, neither its inheritable thread-locals nor its context class loader, which would keep an
 * application from being unloaded. What ends one of them is told to the probe's log and never to the service's
 * default handler, which may end the process.
 */
public final class ProbeThreads {
    private static final long USUAL_STACK = 0;
    private static final boolean INHERITS_THREAD_LOCALS = false;

    private ProbeThreads() {}

    /** Makes threads of one name; each call of the factory gives one. */
    public static ThreadFactory factory(String name) {
        return runnable -> {
            Thread thread = new Thread(null, runnable, name, USUAL_STACK, INHERITS_THREAD_LOCALS);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.setUncaughtExceptionHandler(ProbeThreads::ended);
            return thread;
        };
    }

    private static void ended(Thread thread, Throwable fault) {
        ProbeLog.warn("A fault ended Holter's thread " + thread.getName(), fault);
    }
}
