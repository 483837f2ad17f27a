package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;

/** Waits for a thread to end. */
public final class ThreadJoin implements Pathology {

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.lang.Thread");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Thread worker = Background.start("slow-worker", () -> Thread.sleep(request.millis()));
        worker.join(); // culprit
    }
}
