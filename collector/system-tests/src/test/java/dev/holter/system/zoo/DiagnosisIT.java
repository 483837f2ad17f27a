package dev.holter.system.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.system.zoo.ZooRun.Jdk;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Real services that stop their loops in known ways, with the agent and no code of Holter: what the
 * collector says of them has to be right. Every service once, on the kinds of loops in turn; with the
 * system property {@code zoo.full} each on every kind and on every JDK, longer. {@code zoo.exhibits},
 * {@code zoo.loops} and {@code zoo.jdks} choose some, by name with commas between; {@code zoo.stalls} says for how many
 * milliseconds each stops its loop, one time after the other, and {@code zoo.at-a-time} how many services run at once.
 */
@RealProcesses
class DiagnosisIT {
    private static final boolean FULL = System.getProperty("zoo.full") != null;
    private static final String STALLS = System.getProperty("zoo.stalls", FULL ? "90,250,600,1500" : "90,600");
    /** With all healthy services on all loops and JDKs, more than an hour. */
    private static final int HEALTHY_SECONDS = FULL ? 80 : 8;

    private static final List<String> CHOICES = List.of("zoo.exhibits", "zoo.loops", "zoo.jdks", "zoo.stalls");
    private static final int AT_A_TIME = Integer.getInteger("zoo.at-a-time", 2);
    private static final List<String> LOOPS = List.of("netty41", "netty42", "vertx5");
    private static final Path REPORT = Path.of("target", "diagnosis.md");

    @Test
    void culpritsAndCauses_areTheRightOnes(Processes processes) throws Exception {
        long begin = System.nanoTime();
        CollectorProcess collector = CollectorProcess.start(processes);
        Path folder = Files.createDirectories(Path.of("target", "zoo").toAbsolutePath());
        Scores scores = new Scores();
        ZooKeeper keeper = new ZooKeeper(processes, collector, folder);
        Map<String, String> refusals = new HashMap<>();
        perform(runs(keeper, refusals), keeper, scores);

        String report = DiagnosisReport.of(scores, Duration.ofNanos(System.nanoTime() - begin), refusals);
        Files.writeString(REPORT, report);
        System.out.println(report);
        (FULL && CHOICES.stream().allMatch(choice -> System.getProperty(choice) == null) ? Floor.OF_ALL : Floor.OF_FEW)
                .assertHolds(scores);
    }

    private static List<ZooRun> runs(ZooKeeper keeper, Map<String, String> refusals) {
        List<Jdk> jdks = jdks();
        List<Exhibit> exhibits = keeper.catalogue(jdks.getFirst().java()).stream()
                .filter(exhibit -> isChosen("zoo.exhibits", exhibit.name()))
                .filter(exhibit -> isPossible(exhibit, refusals))
                .toList();
        List<String> loops =
                LOOPS.stream().filter(kind -> isChosen("zoo.loops", kind)).toList();
        assertThat(exhibits).as("what the zoo is to show").isNotEmpty();
        return FULL ? RunPlan.whole(exhibits, loops, jdks) : RunPlan.once(exhibits, loops, jdks);
    }

    private static boolean isPossible(Exhibit exhibit, Map<String, String> refusals) {
        Optional<String> refusal = Machine.refuses(exhibit);
        refusal.ifPresent(why -> refusals.put(exhibit.name(), why));
        return refusal.isEmpty();
    }

    /** Some at a time; one alone where it disturbs others. */
    private static void perform(List<ZooRun> runs, ZooKeeper keeper, Scores scores) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> results = new ArrayList<>();
            runs.stream()
                    .filter(run -> !run.isAlone())
                    .forEach(run -> results.add(pool.submit(() -> observe(run, keeper, scores))));
            for (Future<?> result : results) {
                result.get();
            }
        }
        for (ZooRun run : runs) {
            if (run.isAlone()) {
                observe(run, keeper, scores);
            }
        }
    }

    private static Scores observe(ZooRun run, ZooKeeper keeper, Scores scores) throws IOException {
        scores.add(keeper.observe(run, STALLS, HEALTHY_SECONDS));
        return scores;
    }

    private static List<Jdk> jdks() {
        List<Jdk> jdks = new ArrayList<>();
        jdks.add(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin", "java")));
        String jdk17 = System.getProperty("jdk17.java");
        if (jdk17 != null) {
            jdks.add(new Jdk(17, Path.of(jdk17)));
        }
        return jdks.stream()
                .filter(jdk -> isChosen("zoo.jdks", Integer.toString(jdk.version())))
                .toList();
    }

    private static boolean isChosen(String property, String name) {
        String chosen = System.getProperty(property, "");
        return chosen.isEmpty() || Arrays.asList(chosen.split(",", -1)).contains(name);
    }
}
