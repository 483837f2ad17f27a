package dev.holter.testkit;

import java.util.List;

/** The server that answers the demo service as late as it is asked to, on a free port of 127.0.0.1. */
public final class UpstreamProcess {
    private final String address;

    private UpstreamProcess(String address) {
        this.address = address;
    }

    /** Starts it and waits until it is ready. */
    public static UpstreamProcess start(Processes processes) {
        ReadyLine ready = DemoProgram.start(processes, "upstream", "dev.holter.demo.Upstream", List.of("--port=0"));
        return new UpstreamProcess(ready.address().toString());
    }

    /** Its address, {@code http://HOST:PORT}. */
    public String address() {
        return address;
    }
}
