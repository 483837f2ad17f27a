package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;

/** Waits to be notified. */
public final class ObjectWait implements Pathology {
    private final Object monitor = new Object();
    private boolean there;

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.lang.Object");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.after(request.time(), "slow-notifier", this::arrive);
        synchronized (monitor) {
            while (!there) {
                monitor.wait(); // culprit
            }
            there = false;
        }
    }

    private void arrive() {
        synchronized (monitor) {
            there = true;
            monitor.notifyAll();
        }
    }
}
