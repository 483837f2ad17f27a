package com.example.zoo.pause;

import com.example.zoo.plan.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs a script that does to this process what a process cannot do to itself. The main thread calls it. */
final class Shell {
    private Shell() {}

    /**
     * Runs a script that prints two times, each as {@code date +%s%N} does, and nothing else.
     *
     * @param time {@code $2} of the script, in seconds; {@code $1} is the id of this process
     * @return the two times
     */
    static Interval run(String script, Duration time) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process shell = new ProcessBuilder("sh", "-c", script, "sh", pid, Double.toString(time.toMillis() / 1e3))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        String[] times = printed.trim().split("\\s+", -1);
        if (shell.waitFor() != 0 || times.length != 2) {
            throw new IOException("the script failed and printed: " + printed);
        }
        return new Interval(Long.parseLong(times[0]), Long.parseLong(times[1]));
    }
}
