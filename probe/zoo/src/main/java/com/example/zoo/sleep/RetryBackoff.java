package com.example.zoo.sleep;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/** Tries something again and again, with a short sleep between. */
public final class RetryBackoff implements Pathology {
    private static final long BACKOFF_MILLIS = 20;

    @Override
    public void handle(Request request) throws InterruptedException {
        long end = System.nanoTime() + request.time().toNanos();
        while (!isThere(end)) {
            Thread.sleep(BACKOFF_MILLIS); // culprit
        }
    }

    private static boolean isThere(long end) {
        return System.nanoTime() - end >= 0;
    }
}
