package dev.holter.agent.discovery;

/** Whose loop a Netty event loop is, told from its thread: libraries name their threads, and have classes for them. */
final class LoopKind {
    private LoopKind() {}

    static String of(Thread thread) {
        if (thread.getName().startsWith("vert.x-") || isOf("io.vertx.", thread)) {
            return "vertx";
        }
        if (isOf("reactor.netty.", thread)) {
            return "reactor-netty";
        }
        return "netty";
    }

    private static boolean isOf(String packagePrefix, Thread thread) {
        return thread.getClass().getName().startsWith(packagePrefix);
    }
}
