package dev.holter.system.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The control groups, of version 1, that services of the zoo make for themselves. Any thread. */
final class ControlGroups {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final List<Path> CONTROLLERS = List.of(ROOT.resolve("cpu"), ROOT.resolve("freezer"));

    private ControlGroups() {}

    /** Whether groups can be made here: as root on Linux, where version 1 is mounted. */
    static boolean areWritable() {
        return CONTROLLERS.stream().allMatch(Files::isWritable);
    }

    /** Removes what a service that was killed has left behind; most leave nothing. */
    static void removeThoseOf(long pid) {
        for (Path controller : CONTROLLERS) {
            Path group = controller.resolve("zoo-" + pid);
            if (Files.isDirectory(group)) {
                remove(group);
            }
        }
    }

    private static void remove(Path group) {
        try {
            if (Files.exists(group.resolve("freezer.state"))) {
                Files.writeString(group.resolve("freezer.state"), "THAWED");
            }
            for (String process : Files.readAllLines(group.resolve("cgroup.procs"))) {
                Files.writeString(group.resolveSibling("cgroup.procs"), process);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
