package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Waits until all parts of an answer are there. */
public final class Latch implements Pathology {

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.CountDownLatch$Sync");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        CountDownLatch parts = new CountDownLatch(1);
        Background.after(request.time(), "slow-part", parts::countDown);
        parts.await(); // culprit
    }
}
