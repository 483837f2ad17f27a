package dev.holter.agent.bridge;

/** One thread of an event loop that is watched. For that thread alone. */
public abstract class LoopThread {

    /** For listeners. */
    protected LoopThread() {}

    /** A task or a channel's event has ended, in success or in failure. */
    public abstract void callbackEnded();

    /** The queues have been run: the loop goes back to its selector. */
    public abstract void turnEnded();
}
