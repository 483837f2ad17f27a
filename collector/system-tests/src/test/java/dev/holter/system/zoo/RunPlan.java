package dev.holter.system.zoo;

import dev.holter.system.zoo.ZooRun.Jdk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which process does what. Exhibits that need the same JVM share processes. */
final class RunPlan {
    private static final int MOST_OF_A_PROCESS = 12;

    private record Needs(String loops, Jdk jdk, List<String> jvm, List<String> launcher, boolean alone) {}

    private final Map<Needs, List<Exhibit>> shared = new LinkedHashMap<>();

    private RunPlan() {}

    /** Every exhibit on each kind of loops and on each JDK. */
    static List<ZooRun> whole(List<Exhibit> exhibits, List<String> loops, List<Jdk> jdks) {
        RunPlan plan = new RunPlan();
        for (Exhibit exhibit : exhibits) {
            for (String kind : common(loops, exhibit)) {
                jdks.forEach(jdk -> plan.add(exhibit, kind, jdk));
            }
        }
        return plan.runs();
    }

    /** Every exhibit once, on the kinds of loops and the JDKs in turn. */
    static List<ZooRun> once(List<Exhibit> exhibits, List<String> loops, List<Jdk> jdks) {
        RunPlan plan = new RunPlan();
        int turn = 0;
        for (Exhibit exhibit : exhibits) {
            List<Jdk> able = jdks.stream()
                    .filter(jdk -> jdk.version() >= exhibit.leastJdk())
                    .toList();
            List<String> fitting = common(loops, exhibit);
            if (!able.isEmpty() && !fitting.isEmpty()) {
                boolean plain = exhibit.jvm().isEmpty() && exhibit.launcher().isEmpty() && exhibit.isPathology();
                int combination = plain ? turn++ : 0;
                plan.add(
                        exhibit,
                        fitting.get(combination % fitting.size()),
                        able.get(combination / fitting.size() % able.size()));
            }
        }
        return plan.runs();
    }

    private static List<String> common(List<String> loops, Exhibit exhibit) {
        return loops.stream().filter(exhibit.loops()::contains).toList();
    }

    private void add(Exhibit exhibit, String loops, Jdk jdk) {
        if (jdk.version() >= exhibit.leastJdk()) {
            Needs needs = new Needs(loops, jdk, exhibit.jvm(), exhibit.launcher(), exhibit.alone());
            shared.computeIfAbsent(needs, key -> new ArrayList<>()).add(exhibit);
        }
    }

    private List<ZooRun> runs() {
        List<ZooRun> runs = new ArrayList<>();
        shared.forEach((needs, exhibits) -> {
            for (int from = 0; from < exhibits.size(); from += MOST_OF_A_PROCESS) {
                int to = Math.min(exhibits.size(), from + MOST_OF_A_PROCESS);
                runs.add(new ZooRun(needs.loops, needs.jdk, List.copyOf(exhibits.subList(from, to))));
            }
        });
        return runs;
    }
}
