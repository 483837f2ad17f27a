package dev.holter.collector.alert;

import dev.holter.collector.domain.LoopKey;
import java.util.Map;

/**
 * One loop with which something is wrong.
 *
 * @param annotations {@code summary} and {@code description}, for people
 */
public record Finding(LoopKey loop, Map<String, String> annotations) {
    static Finding of(LoopKey loop, String summary, String description) {
        return new Finding(loop, Map.of("summary", summary, "description", description));
    }
}
