package dev.holter.collector.domain;

/**
 * One frame of a stack.
 *
 * @param file source file; empty where unknown
 * @param line from 1; 0 where unknown, -1 in native code
 */
public record StackFrame(String className, String method, String file, int line) {

    /** {@code Class.method (File.java:42)}, without the package. */
    public String place() {
        String name = className.substring(className.lastIndexOf('.') + 1) + "." + method;
        if (file.isEmpty()) {
            return name;
        }
        return name + " (" + file + (line > 0 ? ":" + line : "") + ")";
    }
}
