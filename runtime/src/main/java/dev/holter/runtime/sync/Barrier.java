package dev.holter.runtime.sync;

import java.util.concurrent.BrokenBarrierException;

/** Tasks wait until there are so many of them, and go on together. Again and again. */
public final class Barrier {
    private final int parties;
    private final Condition changed = new Condition();
    private State state = State.FILLING;
    private int waiting;

    private enum State {
        FILLING,
        /** There were enough: they go. */
        DRAINING,
        /** It was reset: those that waited go with an exception. */
        RESETTING,
        BROKEN
    }

    /**
     * Makes one.
     *
     * @param parties 1 or more
     * @throws IllegalArgumentException below 1
     */
    public Barrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier of " + parties + " tasks");
        }
        this.parties = parties;
    }

    /** How many it waits for. */
    public int parties() {
        return parties;
    }

    /** How many wait. */
    public int waiting() {
        return state == State.FILLING ? waiting : 0;
    }

    /** Whether it is of no use any more. */
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    /**
     * Waits until there are enough.
     *
     * @return a number from 0 up to one less than there are, another for each of them
     * @throws BrokenBarrierException where it was reset or aborted
     */
    public int await() throws Exception {
        return changed.lock().with(() -> {
            changed.await(() -> state != State.DRAINING && state != State.RESETTING);
            if (state == State.BROKEN) {
                throw new BrokenBarrierException("the barrier was aborted");
            }
            int place = waiting++;
            try {
                fillOrWait(place);
            } finally {
                waiting--;
                endIfLast();
            }
            return place;
        });
    }

    private void fillOrWait(int place) throws BrokenBarrierException {
        if (place + 1 == parties) {
            state = State.DRAINING;
            changed.signalAll();
            return;
        }
        changed.await(() -> state != State.FILLING);
        if (state != State.DRAINING) {
            throw new BrokenBarrierException("the barrier was reset or aborted");
        }
    }

    private void endIfLast() {
        if (waiting == 0) {
            if (state == State.DRAINING || state == State.RESETTING) {
                state = State.FILLING;
            }
            changed.signalAll();
        }
    }

    /** Lets it be empty; those that wait get a {@link BrokenBarrierException}. */
    public void reset() throws Exception {
        change(waiting > 0 ? State.RESETTING : State.FILLING);
    }

    /** Breaks it; those that wait, and whoever comes, get a {@link BrokenBarrierException}. */
    public void abort() throws Exception {
        change(State.BROKEN);
    }

    private void change(State newState) throws Exception {
        changed.lock().with(() -> {
            state = newState;
            changed.signalAll();
            return state;
        });
    }
}
