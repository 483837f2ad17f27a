package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The innermost application method that most stacks of a computation run through.
 *
 * @param frame as the latest of these stacks has it; empty where no stack has an application frame
 * @param occurrences in how many stacks it is
 */
record CommonFrame(Optional<StackTraceElement> frame, int occurrences) {

    static CommonFrame of(List<StackCapture> captures, FrameClassifier classifier) {
        CommonFrame best = new CommonFrame(Optional.empty(), 0);
        for (int newest = captures.size() - 1; newest >= 0; newest--) {
            for (StackTraceElement frame : captures.get(newest).sample().frames()) {
                if (classifier.isApplication(frame)) {
                    int occurrences = occurrences(frame, captures);
                    if (occurrences > best.occurrences) {
                        best = new CommonFrame(Optional.of(frame), occurrences);
                    }
                }
            }
        }
        return best;
    }

    private static int occurrences(StackTraceElement method, List<StackCapture> captures) {
        int occurrences = 0;
        for (StackCapture capture : captures) {
            if (capture.sample().frames().stream().anyMatch(frame -> isSameMethod(frame, method))) {
                occurrences++;
            }
        }
        return occurrences;
    }

    private static boolean isSameMethod(StackTraceElement one, StackTraceElement other) {
        return one.getMethodName().equals(other.getMethodName())
                && one.getClassName().equals(other.getClassName());
    }
}
