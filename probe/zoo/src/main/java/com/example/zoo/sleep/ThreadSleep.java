package com.example.zoo.sleep;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;

/** Gives a slow dependency some time. */
public final class ThreadSleep implements Pathology {

    @Override
    public void handle(Request request) throws InterruptedException {
        Thread.sleep(request.millis()); // culprit
    }
}
