package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/** Builds a long text by adding to it again and again. */
public final class TextBuilding implements Pathology {
    private final Calibration calibration = Calibration.of(2_000, 2, TextBuilding::report);

    @Override
    public void handle(Request request) {
        report(calibration.size(request.millis()));
    }

    private static int report(int lines) {
        String text = "";
        for (int i = 0; i < lines; i++) { // culprit
            text += "item;price;quantity\n"; // culprit
        }
        return text.length();
    }
}
