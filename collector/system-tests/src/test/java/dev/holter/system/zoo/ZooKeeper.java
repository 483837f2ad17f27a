package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.testkit.ChildProcess;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Json;
import dev.holter.testkit.Processes;
import dev.holter.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Starts services of the zoo with the agent and waits for them. Any thread; each run blocks its own. */
final class ZooKeeper {
    private static final Path ZOO = Repository.root().resolve("probe/zoo/target/zoo");
    private static final Path AGENT =
            Repository.root().resolve(System.getProperty("zoo.agent", "probe/agent/target/holter-agent.jar"));
    private static final Duration LONGEST_VISIT = Duration.ofMinutes(1);
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Longer than evidence may come after the end of a stall. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final int LOOPS = 2;

    private final Processes processes;
    private final CollectorProcess collector;
    private final Path folder;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * Makes one.
     *
     * @param folder for what the services write
     */
    ZooKeeper(Processes processes, CollectorProcess collector, Path folder) {
        this.processes = processes;
        this.collector = collector;
        this.folder = folder;
        for (Path built : List.of(ZOO.resolve("lib"), AGENT)) {
            if (!Files.exists(built)) {
                throw new AssertionError(built + " is missing: build the whole with mvn verify -DskipTests first");
            }
        }
    }

    /**
     * What a run's service did and what the collector says of it.
     *
     * @param incidents all of the service's, those before and after its visits too
     */
    record Observation(ZooRun run, Truth truth, List<SeenIncident> incidents) {}

    /** The catalogue, as a service prints it. */
    List<Exhibit> catalogue(Path java) {
        ChildProcess list =
                start("catalogue", List.of(java.toString(), "-cp", ZOO + "/lib/*", "com.example.zoo.Zoo", "list"));
        assertEnded(list, SOON);
        return list.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Json::parse)
                .map(Exhibit::of)
                .toList();
    }

    /**
     * Runs one service to its end.
     *
     * @param stalls how long to stop the loops, in milliseconds with commas between
     * @param healthySeconds how long a healthy service lives
     */
    Observation observe(ZooRun run, String stalls, int healthySeconds) throws IOException {
        String service = "zoo-" + runs.incrementAndGet() + "-" + run.loops() + "-"
                + run.jdk().version();
        Path truth = folder.resolve(service + ".jsonl");
        Path gate = folder.resolve(service + ".gate");
        Files.deleteIfExists(gate);
        ChildProcess process = start(service, command(run, service, truth, stalls, healthySeconds, gate));
        try {
            awaitLoops(service, process);
            Files.createFile(gate);
            Duration longest = LONGEST_VISIT
                    .plusSeconds(healthySeconds)
                    .multipliedBy(run.exhibits().size());
            String end = "\"end\",\"pathology\":\"" + run.exhibits().getLast().name() + "\"";
            Eventually.await(
                    service + " has done all",
                    longest,
                    () -> !process.isAlive() || Files.readString(truth).contains(end));
            awaitQuiet(service);
            Files.delete(gate);
            assertEnded(process, SOON);
        } finally {
            process.end();
            ControlGroups.removeThoseOf(process.pid());
        }
        List<JsonNode> incidents = json(service);
        Files.write(
                folder.resolve(service + "-incidents.jsonl"),
                incidents.stream().map(JsonNode::toString).toList());
        return new Observation(
                run, Truth.read(truth), incidents.stream().map(SeenIncident::of).toList());
    }

    private List<String> command(ZooRun run, String service, Path truth, String stalls, int healthySeconds, Path gate) {
        List<String> command = new ArrayList<>(run.exhibits().getFirst().launcher());
        command.add(run.jdk().java().toString());
        command.add("-javaagent:" + AGENT + "=collector=" + collector.grpc() + ",service=" + service);
        command.addAll(jvmOptions(run));
        command.addAll(List.of("-cp", ZOO + "/lib/*:" + ZOO + "/" + run.loops() + "/lib/*"));
        command.addAll(List.of("com.example.zoo.Zoo", run.loops()));
        command.add(String.join(",", run.exhibits().stream().map(Exhibit::name).toList()));
        command.addAll(List.of(truth.toString(), stalls, Integer.toString(healthySeconds), gate.toString()));
        return command;
    }

    private static List<String> jvmOptions(ZooRun run) {
        List<String> options = new ArrayList<>(run.exhibits().getFirst().jvm());
        if (options.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            options.add("-Xmx1g");
        }
        if (run.jdk().version() > 17) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    private ChildProcess start(String name, List<String> command) {
        synchronized (processes) {
            return processes.start(name, command);
        }
    }

    private static void assertEnded(ChildProcess process, Duration timeout) {
        int status = process.awaitEnd(timeout);
        if (status != 0) {
            throw new AssertionError(process.name() + " ended with " + status + "; it wrote:\n" + process.log());
        }
    }

    /** The agent has found the loops, and the collector knows them. */
    private void awaitLoops(String service, ChildProcess process) {
        Eventually.await(
                "loops of " + service,
                START,
                () -> !process.isAlive()
                        || collector
                                        .api("loops")
                                        .valueStream()
                                        .filter(loop ->
                                                loop.path("service").asText().equals(service))
                                        .count()
                                >= LOOPS);
    }

    /** No incident has come or changed for a while, and none is open. */
    private void awaitQuiet(String service) {
        AtomicReference<List<JsonNode>> last = new AtomicReference<>(List.of());
        AtomicLong since = new AtomicLong(System.nanoTime());
        Eventually.await("the last word on " + service, START, () -> json(service), found -> {
            boolean changed = !found.equals(last.getAndSet(found))
                    || found.stream().anyMatch(incident -> incident.path("open").asBoolean());
            if (changed) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > QUIET.toNanos();
        });
    }

    private List<JsonNode> json(String service) throws IOException {
        return collector
                .api("incidents?limit=1000&service=" + service)
                .valueStream()
                .toList();
    }
}
