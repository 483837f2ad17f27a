package com.example.zoo.file;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Prints to standard output, which is a pipe whose reader has stopped. */
public final class StandardOutput implements Pathology {
    private static final String REPORT = "item;price\n".repeat(30_000);

    private final SlowConsole console = new SlowConsole();
    private final PrintStream before = System.out;

    /** Makes the pipe this process's standard output. */
    public StandardOutput() throws IOException, InterruptedException {
        System.setOut(new PrintStream(new FileOutputStream(console.path().toFile()), true, StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, String> details() {
        return Map.of("path", console.path().toString());
    }

    @Override
    public void handle(Request request) throws IOException {
        console.stopFor(request.time());
        System.out.println(REPORT); // culprit
    }

    @Override
    public void close() throws IOException {
        System.setOut(before);
        console.close();
    }
}
