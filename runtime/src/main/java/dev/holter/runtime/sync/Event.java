package dev.holter.runtime.sync;

/** Something that has happened or not, and that any number of tasks wait for. */
public final class Event {
    private final Waiters waiters = new Waiters("an event");
    private boolean isSet;

    /** Makes one that has not happened. */
    public Event() {}

    /** Whether it has happened. */
    public boolean isSet() {
        return isSet;
    }

    /** It has happened: everybody who waits goes on, and whoever comes does not wait. */
    public void set() {
        if (!isSet) {
            isSet = true;
            waiters.wakeAll();
        }
    }

    /** It has not happened: whoever comes waits. */
    public void clear() {
        isSet = false;
    }

    /** Waits until it has happened. Goes on even where it is cleared before this task has its turn. */
    public void await() {
        if (!isSet) {
            waiters.await();
        }
    }
}
