package com.example.zoo.sleep;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.concurrent.locks.LockSupport;

/** Spaces calls out by parking its thread for a while. */
public final class ParkNanos implements Pathology {

    @Override
    public void handle(Request request) {
        long end = System.nanoTime() + request.time().toNanos();
        for (long left = request.time().toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left); // culprit
        }
    }
}
