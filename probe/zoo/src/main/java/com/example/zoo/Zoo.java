package com.example.zoo;

import com.example.zoo.loop.LoopConnections;
import com.example.zoo.loop.LoopKind;
import com.example.zoo.loop.Service;
import com.example.zoo.plan.Exhibit;
import com.example.zoo.plan.Interval;
import com.example.zoo.plan.Plan;
import com.example.zoo.plan.Routes;
import com.example.zoo.plan.TruthFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs exhibits of the catalogue one after another in one service, and writes what really happened to a
 * file. {@code list} prints the catalogue, one JSON object a line. A wrong argument is one line on
 * standard error and exit status 2; a process that hangs ends itself with status 3.
 */
public final class Zoo {
    private static final String USAGE =
            "usage: Zoo list | Zoo LOOPS EXHIBIT[,EXHIBIT...] TRUTH_FILE [STALL_MILLIS[,...] HEALTHY_SECONDS [GATE_FILE]]";
    private static final Duration LONGEST_VISIT = Duration.ofSeconds(40);

    private Zoo() {}

    /** See {@code README.md}. */
    public static void main(String[] args) throws Exception {
        try {
            if (args.length == 1 && args[0].equals("list")) {
                list();
            } else if (args.length == 3 || args.length == 5 || args.length == 6) {
                Plan plan = args.length == 3 ? Plan.WHOLE : Plan.of(args[3], args[4]);
                Gate gate = new Gate(args.length == 6 ? Optional.of(Path.of(args[5])) : Optional.empty());
                run(kind(args[0]), exhibits(args[1]), Path.of(args[2]), plan, gate);
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("zoo: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static void list() throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        for (Exhibit exhibit : Catalogue.ALL) {
            System.out.println(json.writeValueAsString(exhibit.label()));
        }
    }

    private static void run(LoopKind kind, List<Exhibit> exhibits, Path file, Plan plan, Gate gate) throws Exception {
        Routes routes = new Routes();
        try (TruthFile truth = new TruthFile(file);
                Service service = kind.start(routes)) {
            // Netty starts the thread of a loop with its first connection.
            new LoopConnections(service).close();
            gate.awaitOpen();
            truth.write(new TruthFile.Mark("ready", "", Interval.now()));
            Guard guard = new Guard(LONGEST_VISIT.plus(plan.healthy()));
            for (Exhibit exhibit : exhibits) {
                guard.begin(exhibit.name());
                new Visit(exhibit, service, routes, plan, truth).run();
            }
            guard.end();
            gate.awaitClosed();
        }
        System.exit(0);
    }

    private static LoopKind kind(String name) {
        return LoopKind.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no loops are called " + name + ": there are " + String.join(", ", LoopKind.labels())));
    }

    private static List<Exhibit> exhibits(String names) {
        return List.of(names.split(",", -1)).stream().map(Catalogue::exhibit).toList();
    }
}
