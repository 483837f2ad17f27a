package dev.holter.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final class Chunk {
        private final @Nullable Handle[] handles = new Handle[LENGTH];
        private @Nullable Chunk next;
    }

    // Of the oldest that is remembered, of the next to run, and of the next to come: its number and its chunk.
    private long remembered;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private Chunk rememberedChunk = new Chunk();
    private Chunk headChunk = rememberedChunk;
    private Chunk tailChunk = rememberedChunk;

    /** How many wait. Any thread, and for that the number of a moment ago. */
    int size() {
        long removed = head.getOpaque();
        return (int) Math.max(0, tail.getOpaque() - removed);
    }

    boolean isEmpty() {
        return head.getPlain() == tail.getPlain();
    }

    void add(Handle handle) {
        long at = tail.getPlain();
        tailChunk.handles[(int) at & MASK] = handle;
        tail.setOpaque(at + 1);
        if (isLast(at)) {
            Chunk next = new Chunk();
            tailChunk.next = next;
            tailChunk = next;
        }
    }

    /** The next, which is remembered. There is one. */
    Handle remove() {
        long at = head.getPlain();
        Handle handle = Objects.requireNonNull(headChunk.handles[(int) at & MASK]);
        head.setOpaque(at + 1);
        if (isLast(at)) {
            headChunk = after(headChunk);
        }
        return handle;
    }

    /** Those that were removed since the last {@link #forget}. */
    List<Handle> removed() {
        List<Handle> handles = new ArrayList<>();
        Chunk chunk = rememberedChunk;
        for (long at = remembered; at < head.getPlain(); at++) {
            handles.add(Objects.requireNonNull(chunk.handles[(int) at & MASK]));
            if (isLast(at)) {
                chunk = after(chunk);
            }
        }
        return handles;
    }

    /** Lets go of those that were removed. */
    void forget() {
        long end = head.getPlain();
        for (long at = remembered; at < end; at++) {
            rememberedChunk.handles[(int) at & MASK] = null;
            if (isLast(at)) {
                rememberedChunk = after(rememberedChunk);
            }
        }
        remembered = end;
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
