package dev.holter.collector.explain;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StackSample;
import dev.holter.collector.domain.StallPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do about an incident, most helpful first. Says what would help and blames nobody: the line of
 * code that a loop stood still in is often right in itself, and only runs in the wrong place.
 */
public final class Advice {
    /** A part that is this share of the stall or more is worth a sentence of its own. */
    private static final double NOTABLE_PART = 0.2;

    private static final int IN_BRIEF = 2;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    private final Incident incident;
    private final List<String> advice = new ArrayList<>();

    private Advice(Incident incident) {
        this.incident = incident;
    }

    /** A few sentences; never empty. */
    public static List<String> of(Incident incident) {
        Advice advice = new Advice(incident);
        advice.addFor(incident.cause());
        for (StallPart part : incident.parts()) {
            if (part.cause() != incident.cause() && part.nanos() >= NOTABLE_PART * incident.durationNanos()) {
                advice.addFor(part);
            }
        }
        return List.copyOf(advice.advice);
    }

    /** The most helpful of it, for where there is room for one line. */
    public static String inBrief(Incident incident) {
        return of(incident).stream().limit(IN_BRIEF).collect(Collectors.joining(" "));
    }

    private void addFor(StallPart part) {
        Advice other = new Advice(incident);
        other.addFor(part.cause());
        advice.add("For the " + DurationText.of(part.nanos()) + " " + CauseWords.of(part.cause()) + ": "
                + other.advice.getFirst());
    }

    private void addFor(Cause cause) {
        switch (cause) {
            case SOCKET -> socket();
            case FILE -> file();
            case PROCESS -> process();
            case SLEEP -> advice.add("Let the loop's own timer run the rest later, instead of sleeping on the loop.");
            case LOCK -> lock();
            case WAIT -> await();
            case NATIVE -> advice.add("Call this from a worker thread, and come back to the loop with its result.");
            case CPU -> cpu();
            case BACKLOG -> backlog();
            case GC -> collection();
            case SAFEPOINT -> safepoint();
            case STARVED -> starved();
            case SUSPENDED ->
                advice.add("The process was stopped from outside: by a signal, a debugger, or a virtual machine that"
                        + " was paused. Nothing in the service needs a change.");
            case UNKNOWN ->
                advice.add(
                        "Read the evidence and the stacks: they say what was seen, though not enough to name a cause.");
        }
    }

    private void socket() {
        if (sampleRunsThrough("lookupAllHostAddr", "getAddrInfo", "getHostByAddr")) {
            advice.add("The name service is what does not answer: use a resolver that does not block, or look the name"
                    + " up on a worker thread.");
            return;
        }
        advice.add("Make this call without blocking, or run it on a worker thread.");
        String peer = CauseWords.detail(incident, "peer").orElse("the other side");
        boolean connecting = sampleRunsThrough("connect", "connect0", "finishConnect");
        advice.add("Give it a " + (connecting ? "connect" : "read") + " timeout that is shorter than your callers wait:"
                + " without one it lasts as long as " + peer + " likes.");
        CauseWords.detail(incident, "peer")
                .ifPresent(known -> advice.add("Find out why " + known + " took so long to answer."));
    }

    private void file() {
        if (sampleIsIn("ch.qos.logback.", "org.apache.logging.", "java.util.logging.", "java.io.PrintStream")) {
            advice.add(
                    "This is a log or standard output that blocks its writer: put a queue in between that drops rather"
                            + " than waits.");
        }
        String what = CauseWords.detail(incident, "path").orElse("the file");
        advice.add("Read or write " + what + " on a worker thread, and come back to the loop with the result.");
        advice.add("Where it is short as a rule, look at the disk, the network mount or the reader at the other end of"
                + " the pipe.");
    }

    private void process() {
        String command = CauseWords.detail(incident, "command")
                .map(name -> " (" + name + ")")
                .orElse("");
        advice.add("Start the process" + command + " and read from it on a worker thread; Process.onExit() tells of its"
                + " end without waiting.");
    }

    private void lock() {
        CauseWords.owner(incident)
                .ifPresent(owner -> advice.add("Thread \"" + owner + "\" holds the lock"
                        + whereTheBlockerIs().map(place -> ", at " + place).orElse("")
                        + ": let it do less while it holds it."));
        advice.add("Keep the loop from needing the lock: give the data to one thread, or hand over what is finished.");
    }

    private void await() {
        advice.add(
                "Go on from the result when it comes (a listener, thenAccept), instead of waiting for it on the loop.");
        incident.blocker()
                .ifPresent(blocker -> advice.add("The result is to come from thread \"" + blocker.thread() + "\""
                        + whereTheBlockerIs().map(place -> ", at " + place).orElse("") + "."));
        advice.add("Where that result needs this loop itself, the two wait for each other for good: a deadlock.");
    }

    private void cpu() {
        String what = incident.culprit()
                .map(StackFrame::place)
                .or(() -> CauseWords.detail(incident, "common_frame"))
                .orElse("what it computes");
        if (sampleIsIn("java.util.regex.")) {
            advice.add("A regular expression is matched: look for repetition within repetition, and bound the length of"
                    + " the input.");
        }
        advice.add("Run " + what + " on a worker thread, or in slices that let the loop go on in between.");
    }

    private void backlog() {
        advice.add("No single callback is slow; there are too many at a time: take in less at once (back pressure, a"
                + " limit on concurrent work), or put small tasks together.");
        advice.add("Spread the work over more loops, where there are processors for them.");
    }

    private void collection() {
        if (CauseWords.detail(incident, "collection")
                .filter(name -> name.contains("System.gc"))
                .isPresent()) {
            advice.add("Somebody calls System.gc(): find the call, or start with -XX:+ExplicitGCInvokesConcurrent.");
            return;
        }
        advice.add("Give the heap more room or allocate less; a collector with short pauses, such as ZGC, stands still"
                + " for less.");
    }

    private void safepoint() {
        String operation = CauseWords.detail(incident, "vm_operation")
                .map(name -> " (" + name + ")")
                .orElse("");
        advice.add("Look for what stops the JVM" + operation + ": thread dumps, heap dumps, agents that change classes;"
                + " -Xlog:safepoint lists them.");
    }

    private void starved() {
        Optional<String> throttled = CauseWords.detail(incident, "throttled");
        Optional<String> stolen = CauseWords.detail(incident, "stolen");
        if (throttled.isPresent()) {
            advice.add("Raise the CPU quota of the process: it kept the process from running for " + throttled.get()
                    + ". Fewer threads at work at once use it up less quickly.");
        } else if (stolen.isPresent()) {
            advice.add(
                    "Move the virtual machine to a host that is less busy, or give it processors of its own: the host"
                            + " took the loop's away for " + stolen.get() + " (steal in /proc/stat).");
        } else {
            advice.add("Give the process more processor time, or move what competes with it.");
        }
    }

    /** The blocker's place as the probe names it, or else the first on its stack that is not the JDK's. */
    private Optional<String> whereTheBlockerIs() {
        return CauseWords.detail(incident, "lock_owner_frame")
                .or(() -> incident.blocker()
                        .flatMap(blocker -> blocker.frames().stream()
                                .filter(frame -> JDK.stream().noneMatch(frame.className()::startsWith))
                                .findFirst())
                        .map(StackFrame::place));
    }

    private boolean sampleRunsThrough(String... methods) {
        return frames().anyMatch(frame -> List.of(methods).contains(frame.method()));
    }

    private boolean sampleIsIn(String... prefixes) {
        return frames().anyMatch(frame -> Stream.of(prefixes).anyMatch(frame.className()::startsWith));
    }

    /** What the last stack shows between its innermost frame and the application's. */
    private Stream<StackFrame> frames() {
        if (incident.samples().isEmpty()) {
            return Stream.empty();
        }
        StackSample last = incident.samples().getLast();
        StackFrame culprit = incident.culprit().orElse(null);
        return last.frames().stream().takeWhile(frame -> !frame.equals(culprit));
    }
}
