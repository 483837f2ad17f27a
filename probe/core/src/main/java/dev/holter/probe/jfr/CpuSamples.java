package dev.holter.probe.jfr;

import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Puts together the samples of where threads spend their CPU time, which the JVM takes from JDK 25 on
 * where it is asked to: runs of samples of one thread in one method of the application. Times are the
 * recording's. For the stream's thread.
 */
final class CpuSamples {
    private static final int LEAST_IN_A_RUN = 3;
    private static final long MOST_BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Sample(long threadId, long atNanos, String method) {
        boolean goesOnFrom(Sample before) {
            return threadId == before.threadId
                    && method.equals(before.method)
                    && atNanos - before.atNanos <= MOST_BETWEEN_NANOS;
        }
    }

    private final FrameClassifier classifier;
    private final List<Sample> samples = new ArrayList<>();

    CpuSamples(FrameClassifier classifier) {
        this.classifier = classifier;
    }

    /** Takes in a sample of a thread; those that found no stack or none of the application tell nothing. */
    void read(RecordedEvent event, long threadId) {
        RecordedStacks.culprit(event.getStackTrace(), classifier)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .ifPresent(method -> samples.add(new Sample(threadId, RecordingClock.startNanos(event), method)));
    }

    /** How many wait to be taken. */
    int size() {
        return samples.size();
    }

    /** Takes the runs of the samples since the last time. */
    List<Recorded> take() {
        Map<Long, List<Sample>> byThread = samples.stream().collect(Collectors.groupingBy(Sample::threadId));
        samples.clear();
        List<Recorded> taken = new ArrayList<>();
        for (List<Sample> ofThread : byThread.values()) {
            ofThread.sort(Comparator.comparingLong(Sample::atNanos));
            int start = 0;
            for (int end = 1; end <= ofThread.size(); end++) {
                if (end == ofThread.size() || !ofThread.get(end).goesOnFrom(ofThread.get(end - 1))) {
                    run(ofThread.subList(start, end)).ifPresent(taken::add);
                    start = end;
                }
            }
        }
        return taken;
    }

    private static Optional<Recorded> run(List<Sample> run) {
        Sample first = run.get(0);
        Sample last = run.get(run.size() - 1);
        return run.size() < LEAST_IN_A_RUN
                ? Optional.empty()
                : Optional.of(new Recorded(
                        Cause.CPU,
                        first.threadId(),
                        first.atNanos(),
                        last.atNanos(),
                        false,
                        run.size() + " samples of its CPU time in " + first.method(),
                        Map.of()));
    }
}
