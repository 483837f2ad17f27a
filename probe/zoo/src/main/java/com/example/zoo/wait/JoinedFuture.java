package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Joins a future that somebody else completes. */
public final class JoinedFuture implements Pathology {

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.CompletableFuture$Signaller");
    }

    @Override
    public void handle(Request request) {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        Background.after(request.time(), "slow-pricing", () -> price.complete(42));
        price.join(); // culprit
    }
}
