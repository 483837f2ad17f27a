package dev.holter.cli.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack, as the collector's API gives it.
 *
 * @param file source file; null or empty where unknown
 * @param line from 1; 0 where unknown, -1 in native code
 * @param library whose code it is, as {@code io.netty}; null where it is the application's or not told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FrameView(
        @JsonProperty("class") String className,
        String method,
        @Nullable String file,
        int line,
        @Nullable String library) {

    /** As Java prints it: {@code com.example.Health.check(Health.java:42)}. */
    @Override
    public String toString() {
        return className + "." + method + "(" + place() + ")";
    }

    /** Whether both are the same line of code. */
    public boolean isSamePlaceAs(FrameView other) {
        return toString().equals(other.toString());
    }

    /** Class and method without the package: {@code Health.check}. */
    public String shortName() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }

    /** File and line, as far as they are known. */
    public String place() {
        if (line < 0) {
            return "native";
        }
        if (file == null || file.isEmpty()) {
            return "unknown source";
        }
        return line == 0 ? file : file + ":" + line;
    }
}
