package dev.holter.system.zoo;

import java.nio.file.Path;
import java.util.List;

/**
 * One service process with what it has to do.
 *
 * @param loops whose event loops: {@code netty41}, {@code netty42}, {@code vertx5}
 * @param exhibits one after another; they all need the same JVM
 */
record ZooRun(String loops, Jdk jdk, List<Exhibit> exhibits) {

    /** A Java that services run on. */
    record Jdk(int version, Path java) {}

    /** Whether it disturbs other processes on the machine, or they it. */
    boolean isAlone() {
        return exhibits.stream().anyMatch(Exhibit::alone);
    }

    /** The exhibit of that name. */
    Exhibit exhibit(String name) {
        return exhibits.stream()
                .filter(exhibit -> exhibit.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** In a few words. */
    String words() {
        return loops + " on " + jdk.version();
    }
}
