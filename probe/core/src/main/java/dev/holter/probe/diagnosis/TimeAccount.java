package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where the time of a stall went, by cause.
 *
 * <p>Pauses and calls that the JVM recorded are exact and are taken out first. What remains is cut at
 * the stacks. In each piece CPU time is time that the thread computed, if a stack at one of its ends
 * shows it running, and the rest is time that it was blocked, if a stack at one of its ends shows it
 * blocked. Where a witness is missing the time is in doubt. A thread that was seen running and got
 * nowhere is left to the kernel's account: it had no processor, or it stood in a place that no stack
 * shows.
 */
final class TimeAccount {
    /** A smaller share is no part of its own. */
    private static final double LEAST_SHARE = 0.05;

    private final StallEvidence evidence;
    private final List<Sighting> sightings;
    private final Map<Cause, Long> nanos = new EnumMap<>(Cause.class);
    private final List<Span> taken = new ArrayList<>();
    private long pausedNanos;
    private long starvedPausesNanos;
    private long inVainNanos;
    private long doubtNanos;
    private long recordedNanos;

    private TimeAccount(StallEvidence evidence, List<Sighting> sightings) {
        this.evidence = evidence;
        this.sightings = sightings;
    }

    /** The process as a whole ran for less than half the stall: the stacks leave doubt. */
    static TimeAccount mostlyPaused(StallEvidence evidence, List<ProcessPause> pauses) {
        TimeAccount account = new TimeAccount(evidence, List.of());
        account.takePauses(pauses);
        account.doubt(account.free(account.whole()));
        return account;
    }

    static TimeAccount ofCallbacks(StallEvidence evidence, List<ProcessPause> pauses) {
        TimeAccount account = new TimeAccount(evidence, List.of());
        account.takePauses(pauses);
        account.add(Cause.BACKLOG, account.free(account.whole()));
        account.takeRunDelay();
        account.takeStolenTimeOfCallbacks();
        return account;
    }

    static TimeAccount of(StallEvidence evidence, List<ProcessPause> pauses, List<Sighting> sightings) {
        TimeAccount account = new TimeAccount(evidence, sightings);
        account.takePauses(pauses);
        account.takeRecordedCalls();
        account.divideAtTheStacks();
        account.takeRunDelay();
        account.takeThrottling();
        account.takeStolenTime();
        account.addUpWhereNothingWasSeen();
        account.takeKernelState();
        account.doubt(account.inVainNanos);
        return account;
    }

    long nanos(Cause cause) {
        return nanos.getOrDefault(cause, 0L);
    }

    /** Share of the stall that went to a cause, 0 to 1. */
    double share(Cause cause) {
        return Math.min(1, (double) nanos(cause) / evidence.durationNanos());
    }

    /** Where most of the time went. */
    Cause longest() {
        return nanos.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Cause.UNKNOWN);
    }

    /** Whether the witnesses contradict each other for more than a little of the time in which the process ran. */
    boolean isContradictory() {
        return doubtNanos > Diagnosis.STANDING_STILL * (evidence.durationNanos() - pausedNanos);
    }

    /** How much of the stall went to calls of the loop's thread that the JVM recorded. */
    long recordedNanos() {
        return recordedNanos;
    }

    /** The ways in which the loop stood still, longest first; empty where it was one. */
    List<StallPart> parts() {
        List<StallPart> parts = nanos.entrySet().stream()
                .filter(entry -> entry.getKey() != Cause.UNKNOWN)
                .filter(entry -> share(entry.getKey()) >= LEAST_SHARE)
                .map(entry -> new StallPart(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(StallPart::nanos).reversed())
                .toList();
        return parts.size() > 1 ? parts : List.of();
    }

    private void takePauses(List<ProcessPause> pauses) {
        for (ProcessPause pause : pauses) {
            add(pause.cause(), pause.nanos());
            taken.add(pause.span());
            pausedNanos += pause.nanos();
        }
        starvedPausesNanos = nanos(Cause.STARVED);
    }

    private void takeRecordedCalls() {
        for (Occurrence occurrence : evidence.occurrences()) {
            if (!occurrence.ofProcess() && occurrence.cause() != Cause.UNKNOWN) {
                Span span = evidence.clip(occurrence);
                Cause cause = seenWithin(span, occurrence.cause());
                for (Span piece : span.without(taken)) {
                    add(cause, piece.nanos());
                    recordedNanos += piece.nanos();
                    taken.add(piece);
                }
            }
        }
    }

    /** The JVM records a wait for a process as any wait. A stack from within it says more. */
    private Cause seenWithin(Span span, Cause recorded) {
        return sightings.stream()
                .filter(sighting -> sighting.mayStandStill() && span.contains(sighting.atNanos()))
                .map(Sighting::cause)
                .findFirst()
                .orElse(recorded);
    }

    private void divideAtTheStacks() {
        long from = 0;
        OptionalLong cpuBefore = OptionalLong.of(0);
        List<Sighting> before = List.of();
        for (Sighting sighting : sightings) {
            long to = Math.min(sighting.atNanos(), evidence.durationNanos());
            OptionalLong cpu = sighting.capture().sample().cpuNanos();
            divide(new Span(from, to), grown(cpuBefore, cpu), both(before, sighting));
            from = to;
            cpuBefore = cpu;
            before = List.of(sighting);
        }
        divide(new Span(from, evidence.durationNanos()), grown(cpuBefore, evidence.cpuNanos()), before);
    }

    /** One piece of the stall, with the stacks at its ends. */
    private void divide(Span piece, OptionalLong cpuGrown, List<Sighting> ends) {
        long free = free(piece);
        long computed =
                Math.min(free, cpuGrown.orElse((long) (evidence.cpuRatio().orElse(0) * free)));
        List<Sighting> blocked = ends.stream().filter(Sighting::mayStandStill).toList();
        boolean running = ends.isEmpty() || ends.stream().anyMatch(Sighting::mayCompute);
        if (computed >= Diagnosis.COMPUTING * free && !ends.isEmpty()) {
            computed = free;
        } else if (computed <= Diagnosis.STANDING_STILL * free && !blocked.isEmpty()) {
            computed = 0;
        }
        long stood = free - computed;
        if (running) {
            add(Cause.CPU, computed);
        } else {
            doubt(computed);
        }
        blocked.forEach(sighting -> add(sighting.cause(), stood / blocked.size()));
        if (blocked.isEmpty() && running) {
            inVainNanos += stood;
        } else if (blocked.isEmpty()) {
            doubt(stood);
        }
    }

    /** What the watchdog's pauses do not account for already. */
    private void takeRunDelay() {
        long beyondPauses = evidence.kernel().runDelayNanos().orElse(0) - nanos(Cause.STARVED);
        long delay = Math.max(0, Math.min(beyondPauses, evidence.durationNanos() - pausedNanos));
        add(Cause.STARVED, delay);
        long fromInVain = Math.min(delay, inVainNanos);
        inVainNanos -= fromInVain;
        delay -= fromInVain;
        long fromDoubt = Math.min(delay, doubtNanos);
        doubt(-fromDoubt);
        delay -= fromDoubt;
        // A thread that computes waits for a processor rather than one that is blocked.
        for (Cause cause :
                nanos.keySet().stream().sorted(Comparator.reverseOrder()).toList()) {
            boolean mayHaveWaited =
                    cause != Cause.STARVED && cause != Cause.UNKNOWN && !Pauses.STOP_EVERYBODY.contains(cause);
            long fromCause = mayHaveWaited ? Math.min(delay, nanos(cause)) : 0;
            add(cause, -fromCause);
            delay -= fromCause;
        }
    }

    /**
     * Some kernels do not count a quota's throttling as run delay. It is of the whole process: it
     * explains a thread that got nowhere, and not one that was blocked or ran.
     */
    private void takeThrottling() {
        starvedInVain(evidence.kernel().throttledNanos().orElse(0) - nanos(Cause.STARVED));
    }

    /** What the host took is no run delay: to the kernel the thread was on its processor, and got nowhere. */
    private void takeStolenTime() {
        starvedInVain(evidence.kernel().stolenNanos().orElse(0) - starvedPausesNanos);
    }

    /** What callbacks did not compute, and did not wait for in the kernel's queue, may be the host's. */
    private void takeStolenTimeOfCallbacks() {
        if (evidence.cpuNanos().isPresent()) {
            long stolen = evidence.kernel().stolenNanos().orElse(0) - starvedPausesNanos;
            long notComputed = nanos(Cause.BACKLOG) - evidence.cpuNanos().getAsLong();
            long explained = Math.max(0, Math.min(stolen, notComputed));
            add(Cause.STARVED, explained);
            add(Cause.BACKLOG, -explained);
        }
    }

    /**
     * Part of the run delay, and of what the host took, may lie within the pauses that the watchdog was late for, and
     * mostly does where something else was seen. Where nothing was, they are all that says where the rest went.
     */
    private void addUpWhereNothingWasSeen() {
        if (sightings.isEmpty() && recordedNanos == 0) {
            long witnessedNanos = starvedPausesNanos
                    + evidence.kernel().runDelayNanos().orElse(0)
                    + evidence.kernel().stolenNanos().orElse(0);
            starvedInVain(witnessedNanos - nanos(Cause.STARVED));
        }
    }

    private void starvedInVain(long atMost) {
        long explained = Math.max(0, Math.min(atMost, inVainNanos));
        add(Cause.STARVED, explained);
        inVainNanos -= explained;
    }

    private void takeKernelState() {
        boolean inApplication = sightings.stream()
                .anyMatch(
                        sighting -> sighting.mayCompute() && sighting.culprit().isPresent());
        KernelPlace.of(evidence.kernel(), inApplication).ifPresent(cause -> {
            add(cause, inVainNanos);
            inVainNanos = 0;
        });
    }

    private long free(Span piece) {
        return Span.total(piece.without(taken));
    }

    private Span whole() {
        return new Span(0, evidence.durationNanos());
    }

    private void add(Cause cause, long more) {
        if (more != 0) {
            nanos.merge(cause, more, Long::sum);
        }
    }

    private void doubt(long more) {
        doubtNanos += more;
        add(Cause.UNKNOWN, more);
    }

    private static OptionalLong grown(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()))
                : OptionalLong.empty();
    }

    private static List<Sighting> both(List<Sighting> before, Sighting after) {
        List<Sighting> both = new ArrayList<>(before);
        both.add(after);
        return both;
    }
}
