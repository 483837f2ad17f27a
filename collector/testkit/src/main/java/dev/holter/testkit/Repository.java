package dev.holter.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the source tree that the tests run in. */
public final class Repository {
    private static final Path ROOT = findRoot();

    private Repository() {}

    /** The folder that holds all modules. */
    public static Path root() {
        return ROOT;
    }

    /** The alert rules for Prometheus. */
    public static Path alertRules() {
        return ROOT.resolve("alerts/rules/holter.rules.yml");
    }

    /**
     * Class path of everything in a folder of jars that the build made.
     *
     * @param folder relative to the root
     * @throws AssertionError where the folder is missing
     */
    static String classPath(String folder) {
        Path lib = ROOT.resolve(folder);
        if (!Files.isDirectory(lib)) {
            throw new AssertionError(lib + " is missing: build the whole with mvn verify -DskipTests first");
        }
        return lib + File.separator + "*";
    }

    /** The java program that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new AssertionError("No folder above " + Path.of("").toAbsolutePath() + " has a folder .mvn");
            }
            folder = parent;
        }
        return folder;
    }
}
