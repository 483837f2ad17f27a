package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.concurrent.SynchronousQueue;

/** Hands something over to a consumer that is not ready to take it. */
public final class QueueHandOver implements Pathology {
    private final SynchronousQueue<String> orders = new SynchronousQueue<>();

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.after(request.time(), "slow-consumer", orders::take);
        orders.put("order"); // culprit
    }
}
