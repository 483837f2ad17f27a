package dev.holter.probe.jfr;

import dev.holter.probe.diagnosis.FrameClassifier;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** Finds the application in stacks that were recorded. */
final class RecordedStacks {
    private RecordedStacks() {}

    /** The innermost frame of the application; empty where there is none, or no stack. */
    static Optional<StackTraceElement> culprit(@Nullable RecordedStackTrace stack, FrameClassifier classifier) {
        if (stack == null) {
            return Optional.empty();
        }
        List<StackTraceElement> frames =
                stack.getFrames().stream().map(RecordedStacks::element).toList();
        return classifier.culprit(frames);
    }

    private static StackTraceElement element(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return new StackTraceElement(method.getType().getName(), method.getName(), null, frame.getLineNumber());
    }
}
