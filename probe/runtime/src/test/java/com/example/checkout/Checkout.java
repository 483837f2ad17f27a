package com.example.checkout;

import dev.holter.runtime.Async;
import dev.holter.runtime.Coroutine;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/** A coroutine of an application's that reads a file where it should not, after it has waited as it should. */
public final class Checkout implements Coroutine<Integer> {
    private final Path orders;

    /** Reads from that. */
    public Checkout(Path orders) {
        this.orders = orders;
    }

    @Override
    public Integer run() throws Exception {
        Async.sleep(Duration.ofMillis(20));
        return readOrders();
    }

    private int readOrders() throws IOException {
        try (InputStream in = new FileInputStream(orders.toFile())) {
            return in.read();
        }
    }
}
