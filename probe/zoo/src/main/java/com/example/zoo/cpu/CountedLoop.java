package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/**
 * Computes in a loop in which the JVM, by its options, cannot stop a thread. It stops behind the loop, where the
 * method that was compiled into its caller has been left.
 */
public final class CountedLoop implements Pathology {
    private final Calibration calibration = Calibration.of(20_000_000, 1, CountedLoop::checksum);

    @Override
    public void handle(Request request) {
        checksum(calibration.size(request.millis())); // culprit
    }

    /** Computes for as long as the count says. */
    private static int checksum(int count) {
        int sum = count;
        for (int i = 0; i < count; i++) { // culprit
            sum = (sum ^ (sum >>> 7)) * 31 + i; // culprit
        }
        return sum; // culprit
    }
}
