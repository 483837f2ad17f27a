package dev.holter.runtime;

import java.util.Optional;

/**
 * Whether a loop remembers where its callbacks and tasks were made, which costs a walk of the stack for each, and tells
 * of tasks that grow without end.
 */
final class DebugMode {
    static final String PROPERTY = "dev.holter.runtime.debug";
    static final String VARIABLE = "HOLTER_RUNTIME_DEBUG";

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String OURS = DebugMode.class.getPackageName();

    private DebugMode() {}

    /** By the system property, or else the environment's variable: on where it says "true" or "1". */
    static boolean byDefault() {
        return isOn(System.getProperty(
                PROPERTY, Optional.ofNullable(System.getenv(VARIABLE)).orElse("")));
    }

    private static boolean isOn(String value) {
        return value.equals("1") || Boolean.parseBoolean(value);
    }

    /** The innermost frame of the caller that is not of the loop's own packages. */
    static Optional<StackTraceElement> callSite() {
        return WALKER.walk(frames -> frames.filter(frame -> !isOurs(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement));
    }

    /** Whether it is a class of the loop's own packages. */
    static boolean isOurs(String className) {
        String rest = className.startsWith(OURS + ".") ? className.substring(OURS.length() + 1) : ".";
        return Character.isUpperCase(rest.charAt(0)) || rest.startsWith("sync.") || rest.startsWith("net.");
    }
}
