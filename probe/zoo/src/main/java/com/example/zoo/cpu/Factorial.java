package com.example.zoo.cpu;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.math.BigInteger;

/** Multiplies large numbers. */
public final class Factorial implements Pathology {
    private final Calibration calibration = Calibration.of(3_000, 2, Factorial::of);

    @Override
    public void handle(Request request) {
        of(calibration.size(request.millis()));
    }

    private static BigInteger of(int number) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= number; i++) { // culprit
            product = product.multiply(BigInteger.valueOf(i)); // culprit
        }
        return product;
    }
}
