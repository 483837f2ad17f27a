package dev.holter.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of the agent: a key of its own each, and the same in the environment. */
enum OptionKey {
    /** {@code HOST:PORT} of the collector; 127.0.0.1:4747 by default. */
    COLLECTOR,
    /** Whether reports may travel unencrypted to another host; {@code false} by default. */
    INSECURE,
    /** Name of the service; by default that of its main class or jar. */
    SERVICE,
    /** Name of the process; PID@HOST by default. */
    PROCESS,
    /** From when on a late loop is stalled; 50ms by default. */
    STALL_THRESHOLD,
    /** From when on a callback is slow; 50ms by default. */
    SLOW_CALLBACK_THRESHOLD,
    /** Time between two heartbeats of a loop; 10ms by default. */
    HEARTBEAT_INTERVAL,
    /** Time between two reports; 1s by default. */
    REPORT_INTERVAL,
    /** Prefixes of the application's packages, separated by {@code ;}. */
    APPLICATION_PACKAGES,
    /** Prefixes of packages of libraries, separated by {@code ;}. */
    LIBRARY_PACKAGES,
    /**
     * Patterns, with {@code *} and {@code ?}, of thread names, separated by {@code ;}: the single-threaded executors
     * on such a thread are watched. None by default: many a single thread is there in order to be blocked.
     */
    LOOPS,
    /** Whether JFR is asked for evidence: {@code on}, the default, or {@code off}. */
    JFR,
    /** Whether JFR also samples where CPU time goes, from JDK 25 on, on Linux: {@code on}, or {@code off}, the default. */
    CPU_SAMPLES,
    /** Whether Netty is instrumented, for callbacks and requests: {@code on}, the default, or {@code off}. */
    HOOKS,
    /** {@code false}: the agent does nothing, and one that runs already ends. */
    ENABLED;

    /** As it is written in the agent's arguments. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it is written in the environment. */
    String variable() {
        return "HOLTER_" + name();
    }

    static Optional<OptionKey> of(String key) {
        return Arrays.stream(values())
                .filter(option -> option.key().equals(key))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(OptionKey::key).collect(Collectors.joining(", "));
    }
}
