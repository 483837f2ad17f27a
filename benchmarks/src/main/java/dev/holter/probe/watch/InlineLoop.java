package dev.holter.probe.watch;

import dev.holter.probe.Loop;

/** A loop that runs what it is given at once, on the thread that gives it. */
final class InlineLoop implements Loop {
    @Override
    public String name() {
        return "inline";
    }

    @Override
    public String kind() {
        return "inline";
    }

    @Override
    public void execute(Runnable callback) {
        callback.run();
    }
}
