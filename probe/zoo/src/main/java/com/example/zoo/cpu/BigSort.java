package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Sorts everything that there is, for one page of it. */
public final class BigSort implements Pathology {
    private static final int MOST = 4_000_000;

    private final List<Integer> prices = new ArrayList<>();
    private final Calibration calibration;

    /** Makes what is to be sorted. */
    public BigSort() {
        Random random = new Random(1);
        for (int i = 0; i < MOST; i++) {
            prices.add(random.nextInt());
        }
        calibration = Calibration.of(50_000, 1.1, this::sort);
    }

    @Override
    public void handle(Request request) {
        sort(Math.min(MOST, calibration.size(request.millis())));
    }

    private void sort(int size) {
        List<Integer> page = new ArrayList<>(prices.subList(0, size));
        Collections.sort(page); // culprit
    }
}
