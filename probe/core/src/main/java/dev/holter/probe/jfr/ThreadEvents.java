package dev.holter.probe.jfr;

import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/** Reads what one thread did from an event that tells of it. Times are the recording's. Stateless. */
final class ThreadEvents {
    /** What an event tells, without its thread and time. */
    private record Told(Cause cause, String words, Map<String, String> details) {}

    private static final String PARK = "jdk.ThreadPark";
    private static final String PROCESS_START = "jdk.ProcessStart";

    private static final Map<String, Function<RecordedEvent, Told>> READERS = Map.ofEntries(
            Map.entry("jdk.SocketRead", event -> socket(event, "a read from ", "bytesRead")),
            Map.entry("jdk.SocketWrite", event -> socket(event, "a write to ", "bytesWritten")),
            Map.entry("jdk.FileRead", event -> file(event, "a read of ", Optional.of("bytesRead"))),
            Map.entry("jdk.FileWrite", event -> file(event, "a write to ", Optional.of("bytesWritten"))),
            Map.entry("jdk.FileForce", event -> file(event, "a force to disk of ", Optional.empty())),
            Map.entry("jdk.ThreadSleep", ThreadEvents::sleep),
            Map.entry(PARK, ThreadEvents::park),
            Map.entry("jdk.JavaMonitorEnter", ThreadEvents::monitorEnter),
            Map.entry("jdk.JavaMonitorWait", ThreadEvents::monitorWait),
            Map.entry(PROCESS_START, ThreadEvents::processStart));

    /** A thread parks on these while another holds a lock, and on anything else to await something. */
    private static final List<String> LOCKS = List.of(
            "java.util.concurrent.locks.ReentrantLock",
            "java.util.concurrent.locks.ReentrantReadWriteLock",
            "java.util.concurrent.locks.StampedLock");

    /**
     * Threads park on these to wait for work, an executor's loop among them, and a callback that does so is
     * seen by its stack. Nor does it tell anything that a thread parks on nothing.
     */
    private static final List<String> FOR_WORK = List.of(
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
            "java.util.concurrent.locks.AbstractQueuedLongSynchronizer$ConditionObject",
            "java.util.concurrent.SynchronousQueue",
            "java.util.concurrent.LinkedTransferQueue",
            "java.util.concurrent.ForkJoinPool");

    /** Who starts a process goes on to wait for it, be it in the same callback or in the next. */
    private static final long PROCESS_MATTERS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private ThreadEvents() {}

    /** Names of the events that can be read. */
    static Iterable<String> names() {
        return READERS.keySet();
    }

    /** Reads an event of one of these names; empty where it says nothing of a stall. */
    static Optional<Recorded> read(RecordedEvent event, long threadId) {
        String name = event.getEventType().getName();
        Function<RecordedEvent, Told> reader = READERS.get(name);
        if (reader == null) {
            throw new IllegalArgumentException("no event of a thread: " + name);
        }
        if (name.equals(PARK) && isForWork(className(event, "parkedClass"))) {
            return Optional.empty();
        }
        Told told = reader.apply(event);
        boolean start = name.equals(PROCESS_START);
        long endNanos = RecordingClock.endNanos(event);
        return Optional.of(new Recorded(
                told.cause(),
                threadId,
                RecordingClock.startNanos(event),
                start ? endNanos + PROCESS_MATTERS_NANOS : endNanos,
                !start,
                told.words(),
                told.details()));
    }

    private static boolean isForWork(String parked) {
        return parked.isEmpty() || FOR_WORK.stream().anyMatch(parked::startsWith);
    }

    private static Told socket(RecordedEvent event, String deed, String bytes) {
        String peer = peer(event);
        String host = text(event, "host");
        boolean named = !host.isEmpty() && !peer.contains(host);
        return new Told(
                Cause.SOCKET,
                deed + (named ? host + " at " : "") + peer,
                Map.of("peer", peer, "bytes", Long.toString(event.getLong(bytes))));
    }

    /** Address and port; a Unix domain socket has only a name, which stands in the place of the host or in brackets. */
    private static String peer(RecordedEvent event) {
        String address = text(event, "address");
        if (address.isEmpty()) {
            return text(event, "host");
        }
        if (address.startsWith("[")) {
            return address.substring(1, address.length() - 1);
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + event.getInt("port");
    }

    private static Told file(RecordedEvent event, String deed, Optional<String> bytes) {
        String path = text(event, "path");
        Map<String, String> details = new HashMap<>();
        if (!path.isEmpty()) {
            details.put("path", path);
        }
        bytes.ifPresent(field -> details.put("bytes", Long.toString(event.getLong(field))));
        return new Told(Cause.FILE, deed + (path.isEmpty() ? "a file" : path), details);
    }

    private static Told sleep(RecordedEvent event) {
        return new Told(Cause.SLEEP, "a sleep of " + event.getDuration("time").toMillis() + " ms", Map.of());
    }

    private static Told park(RecordedEvent event) {
        String parked = className(event, "parkedClass");
        if (LOCKS.stream().anyMatch(parked::startsWith)) {
            return new Told(Cause.LOCK, "a wait for the lock " + parked, Map.of("lock", parked));
        }
        return new Told(Cause.WAIT, "a wait for " + parked, Map.of("awaited", parked));
    }

    private static Told monitorEnter(RecordedEvent event) {
        String monitor = className(event, "monitorClass");
        Map<String, String> details = new HashMap<>();
        details.put("lock", monitor);
        Optional<String> owner = thread(event, "previousOwner");
        owner.ifPresent(name -> details.put("lock_owner", name));
        return new Told(
                Cause.LOCK,
                "a wait for the monitor of " + monitor
                        + owner.map(name -> ", which " + name + " held").orElse(""),
                details);
    }

    private static Told monitorWait(RecordedEvent event) {
        String monitor = className(event, "monitorClass");
        String end = event.getBoolean("timedOut")
                ? ", which timed out"
                : thread(event, "notifier")
                        .map(name -> ", which " + name + " ended")
                        .orElse("");
        return new Told(Cause.WAIT, "a wait on " + monitor + end, Map.of("awaited", monitor));
    }

    /** Arguments are left out: some programs take their passwords there. */
    private static Told processStart(RecordedEvent event) {
        String command = text(event, "command").split(" ", 2)[0];
        return new Told(
                Cause.PROCESS,
                "the start of " + command + " as process " + event.getLong("pid"),
                Map.of("command", command));
    }

    private static String text(RecordedEvent event, String field) {
        String text = event.getString(field);
        return text == null ? "" : text;
    }

    private static String className(RecordedEvent event, String field) {
        RecordedClass type = event.getClass(field);
        return type == null ? "" : type.getName();
    }

    private static Optional<String> thread(RecordedEvent event, String field) {
        RecordedThread thread = event.getThread(field);
        return thread == null ? Optional.empty() : Optional.ofNullable(thread.getJavaName());
    }
}
