package dev.holter.testkit;

import java.util.Map;

/**
 * One value of one series, with the series' labels, its name left out.
 *
 * @param name name of the metric; empty for the result of a calculation
 * @param value the value; of a native histogram, its count
 */
public record Sample(String name, Map<String, String> labels, double value) {

    /** Copies the labels. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Whether all of these labels have these values. */
    public boolean has(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }
}
