package com.example.zoo.plan;

import java.util.List;

/**
 * One line of the catalogue: what a service may do, and what is true of it. Immutable; any thread.
 */
public final class Exhibit {
    private static final List<String> ALL_LOOPS = List.of("netty41", "netty42", "vertx5");
    private static final int LEAST_JDK = 17;

    private final Label label;
    private final Maker maker;
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
     * @param causes the right cause first, then others that are as right; of a routine, as what a stop may be told that
     *     is part of it
     * @param jvm options of the JVM that it needs
     * @param launcher command that has to start the JVM; empty where any does
     * @param needs what of the machine it needs
     * @param alone whether it disturbs other services, or they it
     * @param loops on which it makes sense
     */
    public record Label(
            String name,
            Kind kind,
            List<String> causes,
            List<String> jvm,
            List<String> launcher,
            int leastJdk,
            List<Need> needs,
            boolean alone,
            List<String> loops) {
        private static Label of(String name, Kind kind, String... causes) {
            return new Label(name, kind, List.of(causes), List.of(), List.of(), LEAST_JDK, List.of(), false, ALL_LOOPS);
        }
    }

    private Exhibit(Label label, Maker maker, boolean loaded) {
        this.label = label;
        this.maker = maker;
        this.loaded = loaded;
    }

    /**
     * A mistake of a callback.
     *
     * @param causes the right cause first, then others that are as right
     */
    public static Exhibit pathology(String name, PathologyMaker maker, String... causes) {
        return new Exhibit(Label.of(name, Kind.PATHOLOGY, causes), maker::make, true);
    }

    /** Something that stops the whole process. */
    public static Exhibit disturbance(String name, DisturbanceMaker maker, String... causes) {
        return new Exhibit(Label.of(name, Kind.DISTURBANCE, causes), maker::make, true);
    }

    /**
     * Something healthy.
     *
     * @param causes as what a stop may be told that is part of it; none as a rule
     */
    public static Exhibit routine(String name, Routine routine, String... causes) {
        return new Exhibit(Label.of(name, Kind.ROUTINE, causes), () -> routine, true);
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
        return with(new Label(
                label.name,
                label.kind,
                label.causes,
                List.of(options),
                label.launcher,
                label.leastJdk,
                label.needs,
                label.alone,
                label.loops));
    }

    /** The same in a JVM that this command starts, whose last argument is followed by the JVM's command. */
    public Exhibit through(String... command) {
        return with(new Label(
                label.name,
                label.kind,
                label.causes,
                label.jvm,
                List.of(command),
                label.leastJdk,
                label.needs,
                label.alone,
                label.loops));
    }

    /** The same from this JDK on. */
    public Exhibit fromJdk(int least) {
        return with(new Label(
                label.name,
                label.kind,
                label.causes,
                label.jvm,
                label.launcher,
                least,
                label.needs,
                label.alone,
                label.loops));
    }

    /** The same while no other service runs, and where the machine gives what it needs. */
    public Exhibit alone(Need... needs) {
        return with(new Label(
                label.name,
                label.kind,
                label.causes,
                label.jvm,
                label.launcher,
                label.leastJdk,
                List.of(needs),
                true,
                label.loops));
    }

    /** The same on these loops only. */
    public Exhibit on(String... loops) {
        return with(new Label(
                label.name,
                label.kind,
                label.causes,
                label.jvm,
                label.launcher,
                label.leastJdk,
                label.needs,
                label.alone,
                List.of(loops)));
    }

    /** The same on loops that have nothing else to do. */
    public Exhibit onIdleLoops() {
        return new Exhibit(label, maker, false);
    }

    /** Its name. */
    public String name() {
        return label.name;
    }

    /** The right cause first, then others that are as right; empty where nothing stops. */
    public List<String> causes() {
        return label.causes;
    }

    /** Whether the loops have other requests to serve meanwhile. */
    public boolean isLoaded() {
        return loaded;
    }

    /** What is told of it. */
    public Label label() {
        return label;
    }

    /** A new one of it: a {@link Pathology}, {@link Disturbance} or {@link Routine}. */
    public Object make() throws Exception {
        return maker.make();
    }

    private Exhibit with(Label changed) {
        return new Exhibit(changed, maker, loaded);
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
