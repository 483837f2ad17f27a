package dev.holter.collector.explain;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells frames of the JDK and of libraries from an application's, so that a stack can be folded for
 * people. A class of an unknown package counts as the application's: nothing of the user's own is hidden.
 * Any thread.
 */
public final class Libraries {
    /** A stack has a hundred frames: a name is looked up once for each of its dots. */
    private static final Set<String> PACKAGES =
            LibraryPackages.NAMES.stream().filter(name -> name.endsWith(".")).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> BEGINNINGS =
            LibraryPackages.NAMES.stream().filter(name -> !name.endsWith(".")).collect(Collectors.toUnmodifiableSet());

    private Libraries() {}

    /**
     * The package by which a library is known, as {@code io.netty}, and {@code com.acme.shaded} for one that
     * was moved there; empty for a class of the application.
     */
    public static Optional<String> of(String className) {
        return packageOf(className)
                .or(() -> beginningOf(className))
                .or(() -> newHomeOf(className))
                .map(Libraries::withoutLastDot);
    }

    private static Optional<String> packageOf(String className) {
        return Stream.iterate(className.indexOf('.'), dot -> dot >= 0, dot -> className.indexOf('.', dot + 1))
                .map(dot -> className.substring(0, dot + 1))
                .filter(PACKAGES::contains)
                .findFirst();
    }

    private static Optional<String> beginningOf(String className) {
        return BEGINNINGS.stream().filter(className::startsWith).findFirst();
    }

    private static Optional<String> newHomeOf(String className) {
        return LibraryPackages.MOVED_TO.stream()
                .filter(className::contains)
                .map(home -> className.substring(0, className.indexOf(home) + home.length()))
                .findFirst();
    }

    private static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
