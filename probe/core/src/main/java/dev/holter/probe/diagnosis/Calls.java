package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Set;

/**
 * Methods of a class and of those within it, or of every class in a package where the name ends with a
 * dot. Libraries are often moved to a package of their user's.
 *
 * @param methods their names; empty for all
 */
record Calls(String className, Set<String> methods) {
    static Calls any(String className) {
        return new Calls(className, Set.of());
    }

    static boolean anyOf(List<Calls> calls, StackTraceElement frame) {
        for (Calls some : calls) {
            if (some.match(frame)) {
                return true;
            }
        }
        return false;
    }

    private boolean match(StackTraceElement frame) {
        return (methods.isEmpty() || methods.contains(frame.getMethodName())) && isClass(frame.getClassName());
    }

    private boolean isClass(String name) {
        int at = name.indexOf(className);
        return at >= 0 && (at == 0 || name.charAt(at - 1) == '.') && isWhole(name, at + className.length());
    }

    private boolean isWhole(String name, int end) {
        return name.length() == end || className.endsWith(".") || name.charAt(end) == '$';
    }
}
