package dev.holter.collector.explain;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Incident;
import java.util.Optional;

/** What a loop did while it stood still, to follow "it stood still for 2 s". */
public final class CauseWords {
    private static final int LONGEST_DETAIL = 160;

    private CauseWords() {}

    /** Of the cause alone: {@code in a network call}. */
    public static String of(Cause cause) {
        return switch (cause) {
            case UNKNOWN -> "for a reason that could not be shown";
            case SOCKET -> "in a network call";
            case FILE -> "in file input or output";
            case PROCESS -> "in a call on a child process";
            case SLEEP -> "asleep";
            case LOCK -> "waiting for a lock";
            case WAIT -> "waiting for another thread's result";
            case NATIVE -> "in native code";
            case CPU -> "computing";
            case BACKLOG -> "busy with many short callbacks";
            case GC -> "in a garbage collection";
            case SAFEPOINT -> "stopped by the JVM";
            case STARVED -> "without a processor";
            case SUSPENDED -> "suspended with its whole process";
        };
    }

    /** With what is known of it: {@code in a network call to 10.0.0.7:5432}. On one line. */
    public static String of(Incident incident) {
        String words = of(incident.cause());
        Optional<String> more = switch (incident.cause()) {
            case SOCKET -> detail(incident, "peer").map(peer -> " to " + peer);
            case FILE -> detail(incident, "path").map(path -> " on " + path);
            case PROCESS -> detail(incident, "command").map(command -> " (" + command + ")");
            case LOCK -> owner(incident).map(owner -> " that thread \"" + owner + "\" holds");
            case WAIT -> detail(incident, "awaited").map(awaited -> " (" + awaited + ")");
            case NATIVE -> detail(incident, "wait_channel").map(channel -> " (" + channel + ")");
            case BACKLOG -> detail(incident, "callbacks").map(callbacks -> " (" + callbacks + ")");
            case GC -> detail(incident, "collection").map(collection -> " (" + collection + ")");
            case SAFEPOINT -> detail(incident, "vm_operation").map(operation -> " (" + operation + ")");
            case UNKNOWN, SLEEP, CPU, STARVED, SUSPENDED -> Optional.empty();
        };
        return words + more.orElse("");
    }

    /** The name of the thread that holds what the loop waits for. */
    static Optional<String> owner(Incident incident) {
        return detail(incident, "lock_owner").or(() -> incident.blocker().map(blocker -> oneLine(blocker.thread())));
    }

    /** A detail on one line, cut where it is very long. */
    static Optional<String> detail(Incident incident, String name) {
        return Optional.ofNullable(incident.details().get(name))
                .map(CauseWords::oneLine)
                .filter(value -> !value.isBlank());
    }

    /** A probe may send anything: whoever reads a log is not to take a part of a line for a line. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "...";
    }
}
