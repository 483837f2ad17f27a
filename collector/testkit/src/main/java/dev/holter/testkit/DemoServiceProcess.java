package dev.holter.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's Netty service with the probe in it, on a free port of 127.0.0.1. One thread at a time may
 * start and end it; any may ask it.
 */
public final class DemoServiceProcess {
    private final ReadyLine ready;

    private DemoServiceProcess(ReadyLine ready) {
        this.ready = ready;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param service its name: the label {@code service}
     * @param loops number of its event loops
     * @param collector where its probe reports: {@code HOST:PORT}
     * @param upstream what its health check calls
     * @param more further options
     */
    public static DemoServiceProcess start(
            Processes processes,
            String service,
            int loops,
            String collector,
            UpstreamProcess upstream,
            String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--port=0",
                "--service=" + service,
                "--loops=" + loops,
                "--collector=" + collector,
                "--upstream=" + upstream.address()));
        options.addAll(List.of(more));
        return new DemoServiceProcess(DemoProgram.start(processes, service, "dev.holter.demo.DemoService", options));
    }

    /** A request that is answered at once. */
    public URI work() {
        return ready.address().resolve("/work");
    }

    /**
     * A health check that blocks the loop that serves it.
     *
     * @param cause what it blocks in: {@code socket}, {@code sleep}, {@code lock}, {@code cpu}
     */
    public URI health(String cause, Duration freeze) {
        return ready.address().resolve("/health?cause=" + cause + "&freezeMs=" + freeze.toMillis());
    }

    /** Address of a page. */
    public URI uri(String path) {
        return ready.address().resolve(path);
    }

    /** The process. */
    public ChildProcess process() {
        return ready.process();
    }
}
