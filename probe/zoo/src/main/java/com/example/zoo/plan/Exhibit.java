package com.example.zoo.plan;

import java.util.List;

/**
 * One line of the catalogue: what a service may do, and what is true of it. Immutable; any thread.
 */
public final class Exhibit {
    private final String name;
    private final Kind kind;
    private final Maker maker;
    private final List<String> causes;
    private final List<String> jvm;
    private final List<String> launcher;
    private final int leastJdk;
    private final boolean asRoot;
    private final boolean loaded;

    /** What kind of thing happens. */
    public enum Kind {
        /** A {@link Pathology}: one loop stops, and a callback is to blame. */
        PATHOLOGY,
        /** A {@link Disturbance}: all loops stop, and no callback is to blame. */
        DISTURBANCE,
        /** A {@link Routine}: no loop stops. */
        ROUTINE
    }

    /** Makes the thing, on the main thread. */
    @FunctionalInterface
    public interface Maker {
        /** Makes it ready for its first request. */
        Object make() throws Exception;
    }

    /**
     * What is told of an exhibit in the list of them.
     *
     * @param jvm options of the JVM that it needs
     * @param launcher command that has to start the JVM; empty where any does
     * @param asRoot whether root has to run it
     */
    public record Label(
            String name,
            Kind kind,
            List<String> causes,
            List<String> jvm,
            List<String> launcher,
            int leastJdk,
            boolean asRoot) {}

    private Exhibit(
            String name,
            Kind kind,
            Maker maker,
            List<String> causes,
            List<String> jvm,
            List<String> launcher,
            int leastJdk,
            boolean asRoot,
            boolean loaded) {
        this.name = name;
        this.kind = kind;
        this.maker = maker;
        this.causes = List.copyOf(causes);
        this.jvm = List.copyOf(jvm);
        this.launcher = List.copyOf(launcher);
        this.leastJdk = leastJdk;
        this.asRoot = asRoot;
        this.loaded = loaded;
    }

    /**
     * A mistake of a callback.
     *
     * @param causes the right cause first, then others that are as right
     */
    public static Exhibit pathology(String name, PathologyMaker maker, String... causes) {
        return new Exhibit(name, Kind.PATHOLOGY, maker::make, List.of(causes), List.of(), List.of(), 17, false, true);
    }

    /** Something that stops the whole process. */
    public static Exhibit disturbance(String name, DisturbanceMaker maker, String... causes) {
        return new Exhibit(name, Kind.DISTURBANCE, maker::make, List.of(causes), List.of(), List.of(), 17, false, true);
    }

    /** Something healthy. */
    public static Exhibit routine(String name, Routine routine) {
        return new Exhibit(name, Kind.ROUTINE, () -> routine, List.of(), List.of(), List.of(), 17, false, true);
    }

    /** Makes a pathology by the name of a class that an older JDK cannot load. */
    public static PathologyMaker named(String className) {
        return () -> Class.forName(className)
                .asSubclass(Pathology.class)
                .getConstructor()
                .newInstance();
    }

    /** The same in a JVM with these options. */
    public Exhibit jvm(String... options) {
        return new Exhibit(name, kind, maker, causes, List.of(options), launcher, leastJdk, asRoot, loaded);
    }

    /** The same in a JVM that this command starts, whose last argument is followed by the JVM's command. */
    public Exhibit through(String... command) {
        return new Exhibit(name, kind, maker, causes, jvm, List.of(command), leastJdk, asRoot, loaded);
    }

    /** The same from this JDK on. */
    public Exhibit fromJdk(int least) {
        return new Exhibit(name, kind, maker, causes, jvm, launcher, least, asRoot, loaded);
    }

    /** The same where root runs it, on Linux. */
    public Exhibit asRoot() {
        return new Exhibit(name, kind, maker, causes, jvm, launcher, leastJdk, true, loaded);
    }

    /** The same on loops that have nothing else to do. */
    public Exhibit onIdleLoops() {
        return new Exhibit(name, kind, maker, causes, jvm, launcher, leastJdk, asRoot, false);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The right cause first, then others that are as right; empty where nothing stops. */
    public List<String> causes() {
        return causes;
    }

    /** Whether the loops have other requests to serve meanwhile. */
    public boolean isLoaded() {
        return loaded;
    }

    /** What is told of it. */
    public Label label() {
        return new Label(name, kind, causes, jvm, launcher, leastJdk, asRoot);
    }

    /** A new one of it: a {@link Pathology}, {@link Disturbance} or {@link Routine}. */
    public Object make() throws Exception {
        return maker.make();
    }

    /** Makes a pathology. */
    @FunctionalInterface
    public interface PathologyMaker {
        /** Makes it ready for its first request. */
        Pathology make() throws Exception;
    }

    /** Makes a disturbance. */
    @FunctionalInterface
    public interface DisturbanceMaker {
        /** Makes it ready to happen. */
        Disturbance make() throws Exception;
    }
}
