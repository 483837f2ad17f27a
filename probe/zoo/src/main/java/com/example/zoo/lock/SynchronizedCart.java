package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Enters a monitor that another thread is in. JDK 17 says of a thread at its gate that it is on the line behind. */
public final class SynchronizedCart implements Pathology {
    private final Object monitor = new Object();
    private final List<String> items = new ArrayList<>();

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "cart-checkout");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("cart-checkout", ready -> checkOut(ready, request.time()));
        synchronized (monitor) { // culprit
            items.add("kettle"); // culprit
        }
    }

    private void checkOut(Runnable ready, Duration time) throws InterruptedException {
        synchronized (monitor) {
            ready.run();
            Thread.sleep(time.toMillis());
            items.clear();
        }
    }
}
