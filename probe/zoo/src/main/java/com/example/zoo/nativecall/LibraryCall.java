package com.example.zoo.nativecall;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Calls a C library through JNA, which sleeps there. */
public final class LibraryCall implements Pathology {
    private final LibC libc = Native.load("c", LibC.class);

    /** What is called there. */
    public interface LibC extends Library {
        /** Sleeps. */
        @SuppressWarnings("UnusedReturnValue")
        int usleep(int micros);
    }

    @Override
    public void handle(Request request) {
        libc.usleep((int) request.millis() * 1000); // culprit
    }
}
