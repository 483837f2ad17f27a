package dev.holter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Our collector, from what the build put together, on free ports of 127.0.0.1. It keeps its ports when it
 * is started again. One thread at a time may start and end it; any may ask it.
 */
public final class CollectorProcess {
    private static final Duration START = Duration.ofSeconds(30);

    private final Processes processes;
    private final int grpcPort = Ports.free();
    private final int httpPort = Ports.free();
    private final List<String> options;
    private ChildProcess process;

    private CollectorProcess(Processes processes, List<String> options) {
        this.processes = processes;
        this.options = List.copyOf(options);
        this.process = launch();
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param options of the command {@code holter collector}, besides the addresses
     */
    public static CollectorProcess start(Processes processes, String... options) {
        return new CollectorProcess(processes, List.of(options));
    }

    /**
     * Runs the command line with these arguments and does not wait for anything.
     *
     * @param arguments of {@code holter}
     */
    public static ChildProcess holter(Processes processes, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Repository.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Repository.classPath("collector/cli/target/holter/lib"),
                "dev.holter.cli.Holter"));
        command.addAll(arguments);
        return processes.start("holter-" + arguments.getFirst().replaceAll("\\W", ""), command);
    }

    /** Where probes report: {@code HOST:PORT}. */
    public String grpc() {
        return "127.0.0.1:" + grpcPort;
    }

    /** Where Prometheus scrapes: {@code HOST:PORT}. */
    public String http() {
        return "127.0.0.1:" + httpPort;
    }

    /** The process that runs, or ran last. */
    public ChildProcess process() {
        return process;
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same ports, after its end, and waits until it is ready. */
    public void restart() {
        process = launch();
    }

    /** A scrape in the text format, now. */
    public Exposition metrics() throws IOException {
        return Exposition.parse(Http.text(uri("/metrics")));
    }

    /** What its API answers, now. */
    public JsonNode api(String path) throws IOException {
        return Json.parse(Http.text(uri("/api/v1/" + path)));
    }

    /** Address of a page. */
    public URI uri(String path) {
        return URI.create("http://" + http() + path);
    }

    private ChildProcess launch() {
        List<String> arguments = new ArrayList<>(List.of("collector", "--grpc", grpc(), "--http", http()));
        arguments.addAll(options);
        ChildProcess launched = holter(processes, arguments);
        launched.awaitReady(START, () -> Http.get(uri("/readyz")).status() == 200);
        return launched;
    }
}
