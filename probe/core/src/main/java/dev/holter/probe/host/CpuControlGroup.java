package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the control group that limits a process's CPU time is to be seen.
 *
 * @param mount where the hierarchy is mounted
 * @param folder the process's own group in it; the mount itself or under it
 */
record CpuControlGroup(Path mount, Path folder) {
    private static final String CONTROLLER = "cpu";
    private static final String NONE = "";

    /** The group and those above it, its own first, that of the mount last. */
    List<Path> upwards() {
        List<Path> folders = new ArrayList<>();
        Path at = folder;
        while (at != null && at.startsWith(mount)) {
            folders.add(at);
            at = at.getParent();
        }
        return folders;
    }

    /**
     * Finds it. Where both versions are in use, a cpu controller of version 1 is the one in force.
     *
     * @param groups lines of {@code /proc/self/cgroup}: "ID:CONTROLLERS:PATH", without controllers for version 2
     * @param mounts lines of {@code /proc/self/mountinfo}: "ID PARENT DEVICE ROOT MOUNT OPTIONS... - TYPE
     *     SOURCE SUPER-OPTIONS"
     */
    static Optional<CpuControlGroup> find(List<String> groups, List<String> mounts) {
        return path(groups, CONTROLLER)
                .flatMap(path -> in(mounts, "cgroup", CONTROLLER, path))
                .or(() -> path(groups, NONE).flatMap(path -> in(mounts, "cgroup2", NONE, path)));
    }

    private static Optional<String> path(List<String> groups, String controller) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst();
    }

    private static Optional<CpuControlGroup> in(List<String> mounts, String type, String controller, String path) {
        for (String line : mounts) {
            int dash = line.indexOf(" - ");
            String[] mount = line.split(" ", 6);
            String[] source =
                    dash < 0 ? new String[0] : line.substring(dash + 3).split(" ");
            if (mount.length == 6
                    && source.length == 3
                    && source[0].equals(type)
                    && (controller.isEmpty() || List.of(source[2].split(",")).contains(controller))) {
                return Optional.of(at(Path.of(mount[4]), mount[3], path));
            }
        }
        return Optional.empty();
    }

    /**
     * In a container the mount often shows only the group of the container itself, under the path that
     * it has outside. A path that is not under what the mount shows is that of the mount.
     */
    private static CpuControlGroup at(Path mount, String root, String path) {
        Path shown = Path.of(root);
        Path group = Path.of(path).normalize();
        return new CpuControlGroup(
                mount,
                group.startsWith(shown) ? mount.resolve(shown.relativize(group)).normalize() : mount);
    }
}
