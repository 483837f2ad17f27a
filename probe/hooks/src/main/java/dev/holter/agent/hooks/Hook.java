package dev.holter.agent.hooks;

/** What the hooks do for the loops that are watched. Each can fail without the others. */
enum Hook {
    REQUESTS("the requests of Netty's channels are not counted"),
    CALLBACKS("the callbacks of Netty's loops are not timed"),
    TIMERS("the lateness of Netty's timers is not measured");

    private final String loss;

    Hook(String loss) {
        this.loss = loss;
    }

    /** What a user loses without it: half a sentence. */
    String loss() {
        return loss;
    }
}
