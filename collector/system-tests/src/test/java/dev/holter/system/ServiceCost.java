package dev.holter.system;

import dev.holter.testkit.ChildProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a service does and needs, seen from outside.
 *
 * @param requestsPerSecond requests answered one after another on one connection
 * @param liveBytes objects in the heap that are reachable, after a full collection
 */
record ServiceCost(double requestsPerSecond, long liveBytes) {
    private static final int WARM_UP = 3000;
    private static final int REQUESTS = 3000;

    /** Measures a service that has just started; a few seconds. */
    static ServiceCost of(DemoServiceProcess service) throws IOException, InterruptedException {
        send(service, WARM_UP);
        long begin = System.nanoTime();
        send(service, REQUESTS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new ServiceCost(REQUESTS / seconds, liveBytes(service.process()));
    }

    private static void send(DemoServiceProcess service, int requests) throws IOException {
        for (int i = 0; i < requests; i++) {
            Http.text(service.work());
        }
    }

    /** The total of a class histogram, which counts live objects only: {@code Total  61025  3407128}. */
    private static long liveBytes(ChildProcess process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process child = new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        child.getOutputStream().close();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        String total = output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no class histogram of " + process.name() + ": " + output));
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
    }
}
