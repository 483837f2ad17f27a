package dev.holter.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.FreezeEnded;
import dev.holter.cli.demo.DemoEvent.Lost;
import dev.holter.cli.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The collector, the service and its upstream, each a process of its own. They end when this is closed,
 * when this process ends, and when it is killed: their standard input ends with it.
 */
final class DemoProcesses implements AutoCloseable {
    /** The service's name in the collector. */
    static final String SERVICE = "demo";

    private static final Duration START_BOUND = Duration.ofSeconds(30);

    private final List<ChildProcess> children = new CopyOnWriteArrayList<>();
    private final Thread shutdownHook = new Thread(this::closeChildren, "end-children");
    private final Inbox inbox;

    private int collectorPort;
    private int servicePort;

    private DemoProcesses(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Starts all three and waits until they are ready.
     *
     * @param inbox receives what the service says, and the loss of a process
     */
    static DemoProcesses start(DemoPlan plan, Inbox inbox) {
        String serviceClassPath = serviceClassPath();
        DemoProcesses processes = new DemoProcesses(inbox);
        Runtime.getRuntime().addShutdownHook(processes.shutdownHook);
        try {
            processes.startAll(plan, serviceClassPath);
            return processes;
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /** Port of the collector's HTTP server. */
    int collectorPort() {
        return collectorPort;
    }

    /** Port of the service. */
    int servicePort() {
        return servicePort;
    }

    /** Ends all three; the service goes first, so that the others do not miss one that is still there. */
    @Override
    public void close() {
        closeChildren();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook at work.
        }
    }

    private void startAll(DemoPlan plan, String serviceClassPath) {
        ChildProcess collector = start("the collector", collector());
        ChildProcess upstream = start("the upstream", java(serviceClassPath, "dev.holter.demo.Upstream", "--port=0"));
        int upstreamPort = upstream.awaitReady(START_BOUND).path("port").asInt();
        JsonNode collectorReady = collector.awaitReady(START_BOUND);
        collectorPort = collectorReady.path("httpPort").asInt();
        ChildProcess service = start(
                "the service",
                java(
                        serviceClassPath,
                        "dev.holter.demo.DemoService",
                        "--port=0",
                        "--loops=" + plan.loops(),
                        "--service=" + SERVICE,
                        "--collector=127.0.0.1:"
                                + collectorReady.path("grpcPort").asInt(),
                        "--upstream=http://127.0.0.1:" + upstreamPort + "/"));
        servicePort = service.awaitReady(START_BOUND).path("port").asInt();
    }

    private ChildProcess start(String name, List<String> command) {
        ChildProcess child =
                ChildProcess.start(name, command, this::serviceSaid, message -> inbox.add(new Lost(message)));
        children.addFirst(child);
        return child;
    }

    private void serviceSaid(JsonNode line) {
        Instant at = Instant.ofEpochMilli(line.path("atEpochMs").asLong());
        switch (line.path("event").asText()) {
            case "freeze-began" ->
                inbox.add(new FreezeBegan(at, line.path("loop").asText()));
            case "freeze-ended" -> inbox.add(new FreezeEnded(at));
            default -> {} // what else it says is for others
        }
    }

    private void closeChildren() {
        inbox.close();
        children.forEach(ChildProcess::close);
    }

    private static List<String> java(String classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // over before better code would pay
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The collector is this program once more, and starts faster with what ./holter keeps of its classes. */
    private static List<String> collector() {
        List<String> command = java(
                System.getProperty("java.class.path"),
                "dev.holter.cli.Holter",
                "collector",
                "--grpc=127.0.0.1:0",
                "--http=127.0.0.1:0",
                "--json",
                "--exit-with-parent");
        String cache = System.getProperty("holter.aot.cache");
        if (cache != null) {
            command.addAll(1, List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        return command;
    }

    private static String serviceClassPath() {
        Path lib = Path.of(System.getProperty("holter.demo.lib", ""));
        if (!Files.isDirectory(lib) || lib.toString().isEmpty()) {
            throw new UserError("the demo's service is not here; start the demo with ./holter demo");
        }
        return lib + System.getProperty("file.separator") + "*";
    }
}
