package dev.holter.benchmarks.loops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What {@link PeerProcess} expects of a program, for those in Java. */
final class PeerMain {
    private PeerMain() {}

    /** Says on a thread of its own that the program is ready, collects garbage when asked, and ends it with its input. */
    static void ready(Object line) {
        Thread.ofPlatform().name("standard-input").start(() -> {
            System.out.println(line);
            try {
                answer();
            } catch (IOException e) {
                System.err.println("Standard input could not be read: " + e);
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private static void answer() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.gc();
            System.out.println("collected");
        }
    }
}
