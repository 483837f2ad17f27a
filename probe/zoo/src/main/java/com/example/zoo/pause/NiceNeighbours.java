package com.example.zoo.pause;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Other processes that have the processors because this one is nicer than they are. Whoever is not root cannot take a
 * niceness back, so a shell that was started before has to start them.
 */
public final class NiceNeighbours implements Disturbance {
    private static final String SCRIPT = """
            while read seconds; do
                date +%s%N
                renice -n 19 -p $(ls /proc/$1/task) > /dev/null 2>&1
                for processor in $(seq $(nproc)); do
                    timeout $seconds sh -c 'while :; do :; done' &
                done
                wait
                renice -n 0 -p $(ls /proc/$1/task) > /dev/null 2>&1
                date +%s%N
            done
            """;

    private final Process shell;
    private final BufferedReader times;

    /** Starts the shell. */
    public NiceNeighbours() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        shell = new ProcessBuilder("sh", "-c", SCRIPT, "sh", pid)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        times = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
    }

    @Override
    public Interval happen(Duration time) throws IOException {
        Duration whole = time.plusMillis(300);
        long end = System.nanoTime() + whole.toNanos();
        Background.start("report", () -> compute(end));
        OutputStream orders = shell.getOutputStream();
        orders.write((whole.toMillis() / 1e3 + "\n").getBytes(StandardCharsets.US_ASCII));
        orders.flush();
        return new Interval(Long.parseLong(times.readLine()), Long.parseLong(times.readLine()));
    }

    private static void compute(long end) {
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.getOutputStream().close();
        shell.waitFor();
    }
}
