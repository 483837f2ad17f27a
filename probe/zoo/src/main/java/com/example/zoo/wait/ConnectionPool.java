package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Borrows from a pool of connections that are all lent. */
public final class ConnectionPool implements Pathology {
    private final Semaphore idle = new Semaphore(0);

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.Semaphore$NonfairSync");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.after(request.time(), "slow-borrower", idle::release);
        idle.acquire(); // culprit
    }
}
