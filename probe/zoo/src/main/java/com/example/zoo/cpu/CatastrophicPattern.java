package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.regex.Pattern;

/** Matches a pattern that backtracks without end. */
public final class CatastrophicPattern implements Pathology {
    private static final Pattern FORM = Pattern.compile("x*x*x*x*=");

    private final Calibration calibration = Calibration.of(120, 4, CatastrophicPattern::matches);

    @Override
    public void handle(Request request) {
        matches(calibration.size(request.millis()));
    }

    private static void matches(int length) {
        FORM.matcher("x".repeat(length)).matches(); // culprit
    }
}
