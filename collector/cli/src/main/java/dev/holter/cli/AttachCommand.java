package dev.holter.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.cli.attach.RunningJvm;
import dev.holter.cli.error.UserError;
import dev.holter.cli.text.Table;
import dev.holter.cli.text.Table.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holter attach}. */
@Command(
        name = "attach",
        description = {
            "Bring the probe into a JVM that runs already.",
            "Without a PID, list the JVMs that it may be brought into."
        },
        footerHeading = "%nFrom JDK 21 on the JVM warns of agents that come later:%n",
        footer = "  start it with -XX:+EnableDynamicAgentLoading, or with the agent as -javaagent.")
final class AttachCommand implements Callable<Integer> {
    /** Where the agent's jar is, which the start script knows. */
    static final String AGENT_JAR = "holter.agent.jar";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(arity = "0..1", paramLabel = "PID", description = "The process; none: list the JVMs there are.")
    private @Nullable Long pid;

    @Option(names = "--collector", paramLabel = "HOST:PORT", description = "Where the probe is to report.")
    private @Nullable String collector;

    @Option(names = "--service", paramLabel = "NAME", description = "Name of the service (default: its main class).")
    private @Nullable String service;

    @Option(names = "-o", paramLabel = "KEY=VALUE", description = "Any other option of the agent; may be repeated.")
    private final Map<String, String> more = new LinkedHashMap<>();

    @Option(names = "--detach", description = "End the agent in the process, and its probe with it.")
    private boolean detach;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Long process = pid;
        if (process == null) {
            list();
        } else {
            attach(process, agentJar());
        }
        return ExitStatus.FINE;
    }

    private void list() {
        List<RunningJvm.Candidate> candidates = RunningJvm.candidates();
        if (output.json()) {
            candidates.forEach(
                    candidate -> output.line(event("jvm", candidate.pid()).put("program", candidate.program())));
        } else if (candidates.isEmpty()) {
            output.line("No JVMs: none of this user runs here.");
        } else {
            Table table = new Table(Column.right("PID"), Column.left("PROGRAM"));
            candidates.forEach(candidate -> table.row(Long.toString(candidate.pid()), candidate.program()));
            table.lines().forEach(output::line);
        }
    }

    private void attach(long process, Path agentJar) {
        try (RunningJvm jvm = RunningJvm.attach(process)) {
            if (!detach && jvm.status().startsWith("running")) {
                throw new UserError("process " + process + " has Holter's agent already (" + jvm.status()
                        + "); end it with --detach first");
            }
            jvm.load(agentJar, detach ? "enabled=false" : options());
            String status = jvm.awaitStatus(PATIENCE);
            if (status.startsWith("refused: ")) {
                throw new UserError("process " + process + ": " + status.substring("refused: ".length()));
            }
            tell(process, status);
        }
    }

    private void tell(long process, String status) {
        if (output.json()) {
            output.line(event(detach ? "detached" : "attached", process).put("status", status));
        } else if (detach) {
            output.line("Holter's agent has left process " + process + ".");
        } else {
            output.line("Holter's agent is in process " + process + ": " + status + ".");
        }
    }

    private String options() {
        List<String> options = new ArrayList<>();
        if (collector != null) {
            options.add("collector=" + collector);
        }
        if (service != null) {
            options.add("service=" + service);
        }
        more.forEach((key, value) -> options.add(key + "=" + value));
        return options.stream().collect(Collectors.joining(","));
    }

    private static Path agentJar() {
        String known = System.getProperty(AGENT_JAR, "");
        if (known.isEmpty() || !Files.isReadable(Path.of(known))) {
            throw new UserError("the agent's jar is missing: "
                    + (known.isEmpty() ? "-D" + AGENT_JAR + " does not say where it is" : known));
        }
        return Path.of(known).toAbsolutePath();
    }

    private static ObjectNode event(String name, long process) {
        return JsonNodeFactory.instance.objectNode().put("event", name).put("pid", process);
    }
}
