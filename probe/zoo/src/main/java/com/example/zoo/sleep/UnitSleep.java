package com.example.zoo.sleep;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.concurrent.TimeUnit;

/** Holds back a caller that asks too often. */
public final class UnitSleep implements Pathology {

    @Override
    public void handle(Request request) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(request.millis()); // culprit
    }
}
