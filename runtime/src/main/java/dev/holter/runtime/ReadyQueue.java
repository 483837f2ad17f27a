package dev.holter.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks whose turn has come, first in first out, and those that ran last, for as long as somebody may ask which they
 * were. Loop's thread, but for {@link #size}.
 *
 * <p>A chain of small arrays that are used once: what is stored in a new array costs less than in an old one, for which
 * the collector has to be told of each reference to a new object.
 */
final class ReadyQueue {
    private static final int LENGTH = 128;
    private static final int MASK = LENGTH - 1;
    private static final VarHandle HEAD = field("head");
    private static final VarHandle TAIL = field("tail");

    private static final class Chunk {
        private final @Nullable Handle[] handles = new Handle[LENGTH];
        private @Nullable Chunk next;
    }

    // Of the oldest that is remembered, of the next to run, and of the next to come: its number and its chunk.
    private long remembered;
    private long head;
    private long tail;
    private Chunk rememberedChunk = new Chunk();
    private Chunk headChunk = rememberedChunk;
    private Chunk tailChunk = rememberedChunk;

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(ReadyQueue.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many wait. Any thread: for another than the loop's the number of a moment ago, or less, and never more. */
    int size() {
        long added = (long) TAIL.getAcquire(this);
        return (int) Math.max(0, added - (long) HEAD.getOpaque(this));
    }

    /** How many wait now. */
    int count() {
        return (int) (tail - head);
    }

    boolean isEmpty() {
        return head == tail;
    }

    void add(Handle handle) {
        long at = tail;
        tailChunk.handles[(int) at & MASK] = handle;
        TAIL.setRelease(this, at + 1);
        if (isLast(at)) {
            Chunk next = new Chunk();
            tailChunk.next = next;
            tailChunk = next;
        }
    }

    /** The next, which is remembered. There is one. */
    Handle remove() {
        long at = head;
        Handle handle = Objects.requireNonNull(headChunk.handles[(int) at & MASK]);
        HEAD.setOpaque(this, at + 1);
        if (isLast(at)) {
            headChunk = after(headChunk);
        }
        return handle;
    }

    /** So many of those that were removed last; fewer where the others were forgotten. */
    List<Handle> lastRemoved(int count) {
        List<Handle> handles = new ArrayList<>();
        Chunk chunk = rememberedChunk;
        for (long at = remembered; at < head; at++) {
            if (at >= head - count) {
                handles.add(Objects.requireNonNull(chunk.handles[(int) at & MASK]));
            }
            if (isLast(at)) {
                chunk = after(chunk);
            }
        }
        return handles;
    }

    /** Lets go of those that were removed. */
    void forget() {
        if (rememberedChunk != headChunk) {
            forgetChunks();
        }
        @Nullable Handle[] handles = rememberedChunk.handles;
        int end = (int) head & MASK;
        for (int at = (int) remembered & MASK; at < end; at++) {
            handles[at] = null;
        }
        remembered = head;
    }

    /** Those whose last one was removed. One that the collector has found to be old must not keep the next alive. */
    private void forgetChunks() {
        while (rememberedChunk != headChunk) {
            Chunk next = after(rememberedChunk);
            rememberedChunk.next = null;
            rememberedChunk = next;
        }
        remembered = head & ~MASK;
    }

    /** Lets go of all. */
    void clear() {
        while (!isEmpty()) {
            remove();
        }
        forget();
    }

    private static boolean isLast(long at) {
        return ((int) at & MASK) == MASK;
    }

    private static Chunk after(Chunk chunk) {
        return Objects.requireNonNull(chunk.next);
    }
}
