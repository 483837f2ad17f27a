package com.example.zoo.file;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Logs to a console that is a pipe whose reader has stopped, with a logger that writes at once. */
public final class ConsoleLogger implements Pathology {
    private static final Logger LOG = Logger.getLogger("shop.orders");
    private static final String REPORT = "item;price\n".repeat(30_000);

    private final SlowConsole console = new SlowConsole();
    private final StreamHandler handler =
            new StreamHandler(new FileOutputStream(console.path().toFile()), new SimpleFormatter());

    /** Makes the pipe the logger's console. */
    public ConsoleLogger() throws IOException, InterruptedException {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(handler);
    }

    @Override
    public void handle(Request request) throws IOException {
        console.stopFor(request.time());
        LOG.log(Level.INFO, "orders {0}", REPORT); // culprit
    }

    @Override
    public void close() throws IOException {
        LOG.removeHandler(handler);
        console.close();
    }
}
