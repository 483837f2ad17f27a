package dev.holter.agent;

/** Tells whoever attached what became of the agent: a system property, which another process can read. */
final class AgentStatus {
    /** Name of the property. */
    static final String PROPERTY = "holter.agent.status";

    private AgentStatus() {}

    static void running(int loops) {
        set("running: " + (loops == 1 ? "1 loop" : loops + " loops") + " found");
    }

    static void refused(String why) {
        set("refused: " + why);
    }

    static void ended() {
        set("ended");
    }

    private static void set(String status) {
        System.setProperty(PROPERTY, status);
    }
}
