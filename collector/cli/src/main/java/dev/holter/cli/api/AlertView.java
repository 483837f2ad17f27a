package dev.holter.cli.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the collector's API gives it. Immutable.
 *
 * @param state {@code pending}, {@code firing} or {@code resolved}
 * @param firingSince when it began to fire; null where it never did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertView(
        String alertname,
        String state,
        Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable String firingSince) {

    /** Whether somebody is being told of it. */
    public boolean firing() {
        return state.equals("firing");
    }

    /** Whether it fired and is over. */
    public boolean resolvedAfterFiring() {
        return state.equals("resolved") && firingSince != null;
    }
}
