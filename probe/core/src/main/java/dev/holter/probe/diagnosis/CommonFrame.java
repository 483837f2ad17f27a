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
 * @param stacks how many there are
 */
record CommonFrame(Optional<StackTraceElement> frame, int occurrences, int stacks) {

    /** Share of the stacks that it is in, 0 to 1. */
    double share() {
        return stacks == 0 ? 0 : (double) occurrences / stacks;
    }

    static CommonFrame of(List<Sighting> sightings, FrameClassifier classifier) {
        Map<String, Integer> occurrences = occurrences(sightings, classifier);
        CommonFrame best = new CommonFrame(Optional.empty(), 0, sightings.size());
        for (int newest = sightings.size() - 1; newest >= 0 && best.share() < 1; newest--) {
            for (StackTraceElement frame : sightings.get(newest).callback()) {
                int count = occurrences.getOrDefault(method(frame), 0);
                if (count > best.occurrences) {
                    best = new CommonFrame(Optional.of(frame), count, sightings.size());
                }
            }
        }
        return best;
    }

    /** In how many stacks each application method is, recursion counted once. */
    private static Map<String, Integer> occurrences(List<Sighting> sightings, FrameClassifier classifier) {
        Map<String, Integer> occurrences = new HashMap<>();
        for (Sighting sighting : sightings) {
            Set<String> methods = new HashSet<>();
            for (StackTraceElement frame : sighting.callback()) {
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
