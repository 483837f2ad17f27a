package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls a synchronized method while another thread is in one. */
public final class SynchronizedMethod implements Pathology {
    private final Ledger ledger = new Ledger();

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "ledger-report");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("ledger-report", ready -> ledger.report(ready, request.time()));
        ledger.add();
    }

    /** Keeps orders. */
    private static final class Ledger {
        private final List<String> orders = new ArrayList<>();

        synchronized void add() {
            orders.add("order"); // culprit
        }

        synchronized void report(Runnable ready, Duration time) throws InterruptedException {
            ready.run();
            Thread.sleep(time.toMillis());
            orders.clear();
        }
    }
}
