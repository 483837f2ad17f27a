package dev.holter.probe.watch;

import java.util.concurrent.ThreadFactory;

/** The probe's threads: named, and daemons, so that none keeps a service alive. */
public final class ProbeThreads {
    private ProbeThreads() {}

    /** Makes threads of one name; each call of the factory gives one. */
    public static ThreadFactory factory(String name) {
        return runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            // Else the thread would hold on to the class loader of whichever application started it.
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
