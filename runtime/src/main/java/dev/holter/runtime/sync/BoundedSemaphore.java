package dev.holter.runtime.sync;

/** A semaphore that takes no more permits than it had: one too many is a mistake, and is told where it is made. */
public final class BoundedSemaphore extends Semaphore {
    private final int bound;

    /**
     * Makes one.
     *
     * @param permits 0 or more
     * @throws IllegalArgumentException below 0
     */
    public BoundedSemaphore(int permits) {
        super(permits);
        this.bound = permits;
    }

    /**
     * Gives a permit back.
     *
     * @throws IllegalStateException where nobody has one
     */
    @Override
    public void release() {
        if (permits() >= bound) {
            throw new IllegalStateException("the semaphore was released more often than it was acquired");
        }
        super.release();
    }
}
