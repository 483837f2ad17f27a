package dev.holter.collector.domain;

import java.util.List;
import java.util.Optional;

/**
 * Every process that reports or did so lately, and the incidents of their loops. Safe for any thread;
 * what it returns is immutable.
 */
public final class Fleet {

    /** Every process that is known, in the order of service and process. */
    public List<ProcessStatus> processes() {
        return List.of();
    }

    /** Incidents, newest first. */
    public List<Incident> incidents() {
        return List.of();
    }

    /** One incident. */
    public Optional<Incident> incident(String id) {
        return Optional.empty();
    }
}
