package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes from a queue that is empty. */
public final class QueueTake implements Pathology {
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.after(request.time(), "slow-producer", () -> orders.add("order"));
        orders.take(); // culprit
    }
}
