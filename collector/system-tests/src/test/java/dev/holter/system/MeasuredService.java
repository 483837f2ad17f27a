package dev.holter.system;

import dev.holter.testkit.ChildProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a service achieves and needs, seen from outside. One thread at a time may call it. */
final class MeasuredService {
    private static final int ROUND = 500;

    private final DemoServiceProcess service;
    private double bestRate;

    MeasuredService(DemoServiceProcess service) {
        this.service = service;
    }

    /** Sends some hundred requests, one after another on one connection, and remembers how fast that went. */
    void round() throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < ROUND; i++) {
            Http.text(service.work());
        }
        bestRate = Math.max(bestRate, ROUND * 1e9 / (System.nanoTime() - begin));
    }

    /** Requests a second in the fastest round: the one in which the machine was least busy with others. */
    double bestRate() {
        return bestRate;
    }

    /** Bytes of the objects in the heap that are reachable; the service runs a full collection for it. */
    long liveBytes() throws IOException, InterruptedException {
        String histogram = classHistogram(service.process());
        String total = histogram
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no total in the class histogram: " + histogram));
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
    }

    private static String classHistogram(ChildProcess process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process child = new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        child.getOutputStream().close();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return output;
    }
}
