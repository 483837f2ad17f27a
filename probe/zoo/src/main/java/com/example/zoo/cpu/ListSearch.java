package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.ArrayList;
import java.util.List;

/** Removes doubles by searching a list for each of its elements. */
public final class ListSearch implements Pathology {
    private final Calibration calibration = Calibration.of(3_000, 2, ListSearch::distinct);

    @Override
    public void handle(Request request) {
        distinct(calibration.size(request.millis()));
    }

    private static int distinct(int count) {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) { // culprit
            if (!seen.contains(i)) { // culprit
                seen.add(i); // culprit
            }
        }
        return seen.size();
    }
}
