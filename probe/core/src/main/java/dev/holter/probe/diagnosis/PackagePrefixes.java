package dev.holter.probe.diagnosis;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Beginnings of class names, most of them packages. A stack has a hundred frames and there are
 * hundreds of packages, and the watchdog has other loops to watch: a name is looked up once for each of
 * its dots. Immutable.
 */
final class PackagePrefixes {
    private final Set<String> packages;
    private final List<String> others;

    /** Takes packages with their last dot, and other beginnings. */
    PackagePrefixes(Collection<String> prefixes) {
        this.packages =
                prefixes.stream().filter(prefix -> prefix.endsWith(".")).collect(Collectors.toUnmodifiableSet());
        this.others = prefixes.stream().filter(prefix -> !prefix.endsWith(".")).toList();
    }

    boolean isEmpty() {
        return packages.isEmpty() && others.isEmpty();
    }

    /** Whether the name begins with one of them. */
    boolean match(String className) {
        for (int dot = className.indexOf('.'); dot >= 0; dot = className.indexOf('.', dot + 1)) {
            if (packages.contains(className.substring(0, dot + 1))) {
                return true;
            }
        }
        for (String other : others) {
            if (className.startsWith(other)) {
                return true;
            }
        }
        return false;
    }
}
