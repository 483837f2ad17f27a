package dev.holter.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The mistakes that the health check can make, under the names of the causes that the probe has to find. */
enum FreezeCause {
    /** Reads from a slow peer: {@link HealthCheck#askUpstream}. */
    SOCKET,
    /** Sleeps: {@link HealthCheck#pause}. */
    SLEEP,
    /** Waits for a lock: {@link HealthCheck#readInventory}. */
    LOCK,
    /** Computes: {@link HealthCheck#sign}. */
    CPU;

    static Optional<FreezeCause> named(String name) {
        return Stream.of(values()).filter(cause -> cause.label().equals(name)).findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
