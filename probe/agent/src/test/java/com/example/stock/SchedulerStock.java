package com.example.stock;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Over a single-threaded scheduler. */
final class SchedulerStock {
    private SchedulerStock() {}

    static int listen() throws IOException {
        ScheduledExecutorService scheduler =
                Executors.newScheduledThreadPool(1, work -> new Thread(work, "stock-scheduler-1"));
        return PlainStock.listen(() -> scheduler.submit(Inventory::count).get());
    }
}
