package com.example.zoo.pause;

import org.jspecify.annotations.Nullable;

/** A large heap of small objects that are all in use, for a collection to take its time. Any thread. */
public final class Ballast implements AutoCloseable {
    private static final int OBJECTS = 12_000_000;

    private @Nullable Node first;

    /** Allocates it. */
    public Ballast() {
        for (int i = 0; i < OBJECTS; i++) {
            first = new Node(first, i);
        }
    }

    private record Node(@Nullable Node next, long number) {}

    @Override
    public void close() {
        first = null;
    }
}
