package com.example.zoo.file;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Logs to standard output, a pipe whose reader has stopped, with a logger that writes at once. */
public final class ConsoleLogger implements Pathology {
    private static final Logger LOG = Logger.getLogger("shop.orders");
    private static final String REPORT = "item;price\n".repeat(30_000);

    private final SlowConsole console = new SlowConsole();
    private final PrintStream before = System.out;
    private final StreamHandler handler;

    /** Makes the pipe this process's standard output, and the logger's. */
    public ConsoleLogger() throws IOException, InterruptedException {
        System.setOut(new PrintStream(new FileOutputStream(console.path().toFile()), true, StandardCharsets.UTF_8));
        handler = new StreamHandler(System.out, new SimpleFormatter());
        LOG.setUseParentHandlers(false);
        LOG.addHandler(handler);
    }

    @Override
    public Map<String, String> details() {
        return Map.of("path", console.path().toString());
    }

    @Override
    public void handle(Request request) throws IOException {
        console.stopFor(request.time());
        LOG.log(Level.INFO, "orders {0}", REPORT); // culprit
    }

    @Override
    public void close() throws IOException {
        LOG.removeHandler(handler);
        System.setOut(before);
        console.close();
    }
}
