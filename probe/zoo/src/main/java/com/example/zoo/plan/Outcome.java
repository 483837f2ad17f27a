package com.example.zoo.plan;

import java.util.List;

/**
 * What held a loop up, or all of them.
 *
 * @param parts empty where it did it in one way
 * @param processor what the loop's thread was given meanwhile
 */
public record Outcome(Interval interval, List<Part> parts, ProcessorTime processor) {
    /** What held all loops up. */
    public static Outcome ofAllLoops(Interval interval) {
        return new Outcome(interval, List.of(), ProcessorTime.NONE);
    }
}
