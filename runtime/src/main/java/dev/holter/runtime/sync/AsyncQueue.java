package dev.holter.runtime.sync;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Hands things from tasks to tasks. With a bound it holds back those that put; {@link #join} tells when all that was
 * put has been worked on. Whoever was woken and is cancelled before it runs leaves its turn to the next.
 *
 * @param <E> what is handed over
 */
public final class AsyncQueue<E> {
    private final Queue<E> elements;
    private final int bound;
    private final Waiters getters = new Waiters("something in a queue");
    private final Waiters putters = new Waiters("room in a queue");
    private final Event finished = new Event();
    private int unfinished;
    private boolean isShutDown;

    private AsyncQueue(Queue<E> elements, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a queue of at most " + bound + " elements");
        }
        this.elements = elements;
        this.bound = bound;
        finished.set();
    }

    /** First in, first out; without a bound. */
    public static <E> AsyncQueue<E> fifo() {
        return fifo(Integer.MAX_VALUE);
    }

    /**
     * First in, first out.
     *
     * @param bound 1 or more
     */
    public static <E> AsyncQueue<E> fifo(int bound) {
        return new AsyncQueue<>(new ArrayDeque<>(), bound);
    }

    /** Last in, first out; without a bound. */
    public static <E> AsyncQueue<E> lifo() {
        return lifo(Integer.MAX_VALUE);
    }

    /**
     * Last in, first out.
     *
     * @param bound 1 or more
     */
    public static <E> AsyncQueue<E> lifo(int bound) {
        return new AsyncQueue<>(Collections.asLifoQueue(new ArrayDeque<>()), bound);
    }

    /** Least first; without a bound. */
    public static <E> AsyncQueue<E> priority(Comparator<? super E> order) {
        return priority(Integer.MAX_VALUE, order);
    }

    /**
     * Least first.
     *
     * @param bound 1 or more
     */
    public static <E> AsyncQueue<E> priority(int bound, Comparator<? super E> order) {
        return new AsyncQueue<>(new PriorityQueue<>(order), bound);
    }

    /** How many there are. */
    public int size() {
        return elements.size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** Whether there is room for none. */
    public boolean isFull() {
        return elements.size() >= bound;
    }

    /**
     * Waits for room, and puts that.
     *
     * @throws QueueShutDownException where it was shut down, before or while waiting
     */
    public void put(E element) {
        while (isFull()) {
            requireOpen();
            putters.await(this::passRoomOn);
        }
        putNow(element);
    }

    /**
     * Puts that at once.
     *
     * @throws QueueShutDownException where it was shut down
     * @throws IllegalStateException where there is no room
     */
    public void putNow(E element) {
        requireOpen();
        if (isFull()) {
            throw new IllegalStateException("the queue is full");
        }
        elements.add(element);
        unfinished++;
        finished.clear();
        getters.wakeNext();
    }

    /**
     * Waits for something, and takes it.
     *
     * @throws QueueShutDownException where it was shut down and there is nothing left
     */
    public E get() {
        while (isEmpty()) {
            requireOpen();
            getters.await(this::passElementOn);
        }
        return getNow();
    }

    /** A putter that was woken is cancelled. Where the room is taken again, the others keep their places. */
    private void passRoomOn() {
        if (!isFull()) {
            putters.wakeNext();
        }
    }

    /** A getter that was woken is cancelled. */
    private void passElementOn() {
        if (!isEmpty()) {
            getters.wakeNext();
        }
    }

    /**
     * Takes something at once.
     *
     * @throws QueueShutDownException where it was shut down and there is nothing left
     * @throws IllegalStateException where there is nothing
     */
    public E getNow() {
        if (isEmpty()) {
            requireOpen();
            throw new IllegalStateException("the queue is empty");
        }
        E element = elements.remove();
        putters.wakeNext();
        return element;
    }

    /**
     * What was taken has been worked on.
     *
     * @throws IllegalStateException where that was said of all that was put
     */
    public void taskDone() {
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone was called more often than something was put");
        }
        finish();
    }

    private void finish() {
        unfinished--;
        if (unfinished == 0) {
            finished.set();
        }
    }

    /** Waits until all that was put has been worked on. */
    public void join() {
        if (unfinished > 0) {
            finished.await();
        }
    }

    /**
     * Takes nothing more: those that wait to put get an exception, and so do those that get when nothing is left.
     *
     * @param isImmediate whether what is left is thrown away, as if it had been worked on
     */
    public void shutDown(boolean isImmediate) {
        isShutDown = true;
        while (isImmediate && !isEmpty()) {
            elements.remove();
            if (unfinished > 0) {
                finish();
            }
        }
        getters.wakeAll();
        putters.wakeAll();
    }

    private void requireOpen() {
        if (isShutDown) {
            throw new QueueShutDownException();
        }
    }
}
