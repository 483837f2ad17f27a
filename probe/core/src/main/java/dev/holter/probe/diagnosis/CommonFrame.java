package dev.holter.probe.diagnosis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The innermost application method that most stacks of a computation run through.
 *
 * @param frame as the latest of these stacks has it; empty where no stack has an application frame
 * @param occurrences in how many stacks it is
 */
record CommonFrame(Optional<StackTraceElement> frame, int occurrences) {

    static CommonFrame of(List<StackCapture> captures, FrameClassifier classifier) {
        Map<String, Integer> occurrences = occurrences(captures, classifier);
        CommonFrame best = new CommonFrame(Optional.empty(), 0);
        for (int newest = captures.size() - 1; newest >= 0; newest--) {
            for (StackTraceElement frame : captures.get(newest).sample().frames()) {
                int count = occurrences.getOrDefault(method(frame), 0);
                if (count > best.occurrences) {
                    best = new CommonFrame(Optional.of(frame), count);
                }
            }
        }
        return best;
    }

    /** In how many stacks each application method is, recursion counted once. */
    private static Map<String, Integer> occurrences(List<StackCapture> captures, FrameClassifier classifier) {
        Map<String, Integer> occurrences = new HashMap<>();
        for (StackCapture capture : captures) {
            Set<String> methods = new HashSet<>();
            for (StackTraceElement frame : capture.sample().frames()) {
                if (classifier.isApplication(frame) && methods.add(method(frame))) {
                    occurrences.merge(method(frame), 1, Integer::sum);
                }
            }
        }
        return occurrences;
    }

    private static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }
}
