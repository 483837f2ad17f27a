package dev.holter.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends the process when whoever started it is gone: then nobody holds the other end of its standard
 * input any more, however the parent ended.
 */
final class Lifeline {
    private Lifeline() {}

    /** Exits with 0 at the end of the input. What arrives on it is ignored. Does not block. */
    static void exitAtEndOf(InputStream input) {
        Thread thread = new Thread(() -> waitFor(input), "lifeline");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitFor(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException unreadable) {
            // as good as its end
        }
        System.exit(0);
    }
}
