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

    private final FullPipe pipe = new FullPipe();
    private final StreamHandler console =
            new StreamHandler(new FileOutputStream(pipe.path().toFile()), new SimpleFormatter());

    /** Makes the pipe the logger's console. */
    public ConsoleLogger() throws IOException, InterruptedException {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(console);
    }

    @Override
    public void handle(Request request) throws IOException {
        pipe.fillFor(request.time());
        LOG.log(Level.INFO, "order accepted {0}", "x".repeat(10_000)); // culprit
    }

    @Override
    public void close() throws IOException {
        LOG.removeHandler(console);
        pipe.close();
    }
}
