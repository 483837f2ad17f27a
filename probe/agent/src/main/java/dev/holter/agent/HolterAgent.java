package dev.holter.agent;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters: {@code -javaagent:holter-agent.jar=OPTIONS}, or an attach to a running process. Looks at
 * the version of the JDK, and leaves everything else to a thread of its own, so that it costs the service's start
 * next to nothing. Nothing is ever thrown out of it.
 *
 * <p>Compiled for Java 8 and reaching {@code Agent} by name alone, so that an older JDK can load it and be told.
 */
public final class HolterAgent implements Runnable {
    /** That of {@code AgentStatus}, which an older JDK cannot load. */
    private static final String STATUS = "holter.agent.status";

    private static final int LEAST_JDK = 17;
    private static final int LEAST_JDK_WITH_COROUTINES = 25;

    private final String arguments;
    private final Instrumentation instrumentation;

    private HolterAgent(String arguments, Instrumentation instrumentation) {
        this.arguments = arguments;
        this.instrumentation = instrumentation;
    }

    /** Called by the JVM before the service's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        begin(arguments, instrumentation);
        grantAccess(instrumentation);
    }

    /** Called by the JVM when somebody attaches. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        begin(arguments, instrumentation);
    }

    private static void begin(String arguments, Instrumentation instrumentation) {
        try {
            System.setProperty(STATUS, "starting");
            String complaint = complaint(System.getProperty("java.specification.version"));
            if (!complaint.isEmpty()) {
                refuse(complaint);
                return;
            }
            Thread thread = new Thread(new HolterAgent(arguments, instrumentation), "holter-agent");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        } catch (Throwable fault) {
            refuse("the agent cannot start: " + fault + "; the service runs without it");
        }
    }

    /** Here and not on the agent's thread, because the service may make a coroutine as its first act. */
    private static void grantAccess(Instrumentation instrumentation) {
        try {
            if (release(System.getProperty("java.specification.version")) >= LEAST_JDK_WITH_COROUTINES) {
                Class.forName("dev.holter.agent.CoroutineAccess")
                        .getMethod("grant", Instrumentation.class)
                        .invoke(null, instrumentation);
            }
        } catch (Throwable fault) {
            System.err.println("holter: coroutines need --add-opens java.base/java.lang=ALL-UNNAMED: " + fault);
        }
    }

    /** Not for callers: the thread's work. */
    @Override
    public void run() {
        try {
            Class.forName("dev.holter.agent.Agent")
                    .getMethod("run", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (Throwable fault) {
            refuse("the agent cannot start: " + fault + "; the service runs without it");
        }
    }

    /** Why the agent does not run on a JDK; empty where it does. */
    static String complaint(String specificationVersion) {
        int jdk = release(specificationVersion);
        return jdk >= LEAST_JDK
                ? ""
                : "the agent needs JDK " + LEAST_JDK + " or later, and this is " + jdk
                        + "; the service runs without it";
    }

    /** {@code 17} and later say what they are; before 9 they said {@code 1.8}. */
    static int release(String specificationVersion) {
        String version =
                specificationVersion.startsWith("1.") ? specificationVersion.substring(2) : specificationVersion;
        return Integer.parseInt(version);
    }

    private static void refuse(String line) {
        System.err.println("holter: " + line);
        try {
            System.setProperty(STATUS, "refused: " + line);
        } catch (SecurityException forbidden) {
            // Only who attaches reads it, and the line is written.
        }
    }
}
