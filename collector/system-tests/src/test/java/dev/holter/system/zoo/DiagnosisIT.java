package dev.holter.system.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.system.zoo.ZooRun.Jdk;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Real services that stop their loops in known ways, with the agent and no code of Holter: what the
 * collector says of them has to be right. Every service once, on the kinds of loops in turn; with the
 * system property {@code zoo.full} each on every kind and on every JDK, longer. {@code zoo.exhibits},
 * {@code zoo.loops} and {@code zoo.jdks} choose some, by name with commas between.
 */
@RealProcesses
class DiagnosisIT {
    private static final boolean FULL = System.getProperty("zoo.full") != null;
    private static final String STALLS = FULL ? "90,250,600,1500" : "90,300,800";
    private static final int HEALTHY_SECONDS = FULL ? 66 : 8;
    /** Of few stalls, on a machine that may be busy with others, a few are told as starved. */
    private static final double LEAST_RIGHT = FULL ? 0.95 : 0.9;

    private static final double MOST_WRONG = FULL ? 0.02 : 0.05;
    private static final int AT_A_TIME = 2;
    private static final List<String> LOOPS = List.of("netty41", "netty42", "vertx5");
    private static final Path REPORT = Path.of("target", "diagnosis.md");

    @Test
    void culpritsAndCauses_areTheRightOnes(Processes processes) throws Exception {
        CollectorProcess collector = CollectorProcess.start(processes);
        Path folder = Files.createDirectories(Path.of("target", "zoo").toAbsolutePath());
        Scores scores = new Scores();
        ZooKeeper keeper = new ZooKeeper(processes, collector, folder);
        perform(runs(keeper), keeper, scores);

        String report = DiagnosisReport.of(scores);
        Files.writeString(REPORT, report);
        System.out.println(report);
        SoftAssertions.assertSoftly(floor -> {
            floor.assertThat(scores.share(Mark.RIGHT)).as("right").isGreaterThanOrEqualTo(LEAST_RIGHT);
            floor.assertThat(scores.share(Mark.WRONG)).as("wrong").isLessThanOrEqualTo(MOST_WRONG);
            floor.assertThat(scores.alarms()).as("false alarms").isEmpty();
            floor.assertThat(scores.accusedInnocents())
                    .as("a callback blamed for a pause of the process")
                    .isEmpty();
        });
    }

    private static List<ZooRun> runs(ZooKeeper keeper) {
        List<Jdk> jdks = jdks();
        List<Exhibit> exhibits = keeper.catalogue(jdks.getFirst().java()).stream()
                .filter(exhibit -> isChosen("zoo.exhibits", exhibit.name()))
                .filter(exhibit -> !exhibit.asRoot() || ControlGroups.areWritable())
                .toList();
        List<String> loops =
                LOOPS.stream().filter(kind -> isChosen("zoo.loops", kind)).toList();
        assertThat(exhibits).as("what the zoo is to show").isNotEmpty();
        return FULL ? RunPlan.whole(exhibits, loops, jdks) : RunPlan.once(exhibits, loops, jdks);
    }

    /** Two at a time; one alone where it disturbs others. */
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
