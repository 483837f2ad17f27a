package dev.holter.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Where the code of a task is that awaits nothing, in words: the call that it is in, and who makes it. */
final class Whereabouts {
    private Whereabouts() {}

    /**
     * Such as "in Thread.sleep, at com.example.Health.check(Health.java:12)"; empty where nothing of that is known.
     *
     * @param stack innermost first
     */
    static String of(StackTraceElement[] stack) {
        List<StackTraceElement> frames = Arrays.asList(stack);
        int ours = first(frames, frame -> !isJdk(frame));
        int caller = first(frames, frame -> !isJdk(frame) && !DebugMode.isOurs(frame.getClassName()));
        int outside = caller < 0 ? ours : caller;
        String call = outside <= 0 ? "" : "in " + method(frames.get(outside - 1));
        String at = caller < 0 ? "" : "at " + line(frames.get(caller));
        return call + (call.isEmpty() || at.isEmpty() ? "" : ", ") + at;
    }

    private static int first(List<StackTraceElement> frames, Predicate<StackTraceElement> isOne) {
        for (int at = 0; at < frames.size(); at++) {
            if (isOne.test(frames.get(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static String method(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }

    private static String line(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
