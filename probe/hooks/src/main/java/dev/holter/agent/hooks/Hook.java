package dev.holter.agent.hooks;

/** What the hooks do for the loops that are watched. Each can fail without the others. */
enum Hook {
    /** The counter of a single channel; those of the others go on. */
    CHANNEL("the requests of a channel of Netty's are no longer counted"),
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
