package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stall as the rules see it: its evidence, read.
 *
 * @param sightings the stacks, oldest first
 * @param pausedNanos how much of the stall the process as a whole did not run
 * @param pauses those pauses that count: without those in which the thread wanted no processor
 * @param callbacks what shows the loop running many callbacks; empty where nothing does
 */
record StallCase(
        StallEvidence evidence,
        FrameClassifier classifier,
        List<Sighting> sightings,
        long pausedNanos,
        List<ProcessPause> pauses,
        Optional<CallbackFlow> callbacks,
        TimeAccount account) {
    private static final int THROUGHOUT = 3;
    private static final double ONE_STACK = 0.85;
    private static final double SEVERAL_STACKS = 0.98;

    static StallCase of(StallEvidence evidence, ActivityReader reader, FrameClassifier classifier, long quickNanos) {
        List<Sighting> sightings = new ArrayList<>();
        for (StackCapture capture : evidence.captures()) {
            Sighting sighting = new Sighting(
                    capture,
                    reader.read(capture),
                    classifier.culprit(capture.sample().frames()));
            sightings.add(witnessed(sighting, evidence.kernel()));
        }
        List<ProcessPause> all = Pauses.of(evidence);
        List<ProcessPause> pauses = isBlockedThroughout(evidence, sightings, all) ? stopsOfEverybody(all) : all;
        Optional<CallbackFlow> callbacks = CallbackFlow.of(evidence, total(all), quickNanos);
        return new StallCase(
                evidence,
                classifier,
                sightings,
                total(all),
                pauses,
                callbacks,
                account(evidence, pauses, sightings, callbacks.isPresent()));
    }

    /**
     * A thread that waits until another has initialised a class seems to run. So does one that has no
     * processor beside a thread that happens to initialise something.
     */
    private static Sighting witnessed(Sighting sighting, KernelAccount kernel) {
        boolean seemsToRun = sighting.capture().sample().state() == Thread.State.RUNNABLE;
        return sighting.activity() == Activity.LOCK && seemsToRun && !KernelPlace.mayBeAFutex(kernel)
                ? new Sighting(sighting.capture(), Activity.RUNNING, sighting.culprit())
                : sighting;
    }

    private static TimeAccount account(
            StallEvidence evidence, List<ProcessPause> pauses, List<Sighting> sightings, boolean manyCallbacks) {
        if (isMostOf(evidence, total(pauses))) {
            return TimeAccount.mostlyPaused(evidence, pauses);
        }
        return manyCallbacks ? TimeAccount.ofCallbacks(evidence, pauses) : TimeAccount.of(evidence, pauses, sightings);
    }

    /** Whether the process as a whole did not run for half the stall or more, and the thread may have wanted to. */
    boolean isMostlyPaused() {
        return isMostOf(evidence, total(pauses));
    }

    /** Whether most of the stall was beside pauses that do not count. */
    boolean isBesidePauses() {
        return isMostOf(evidence, pausedNanos);
    }

    /** The stacks that show a thread stopped by a cause. */
    List<Sighting> sightingsOf(Cause cause) {
        return sightings.stream()
                .filter(sighting -> sighting.activity().isBlocked() && sighting.cause() == cause)
                .toList();
    }

    /** Of some of the stacks: the latest with the culprit that they show for the longest time. */
    Sighting longest(List<Sighting> some) {
        Map<Optional<StackTraceElement>, Long> nanos = new HashMap<>();
        some.forEach(one -> nanos.merge(one.culprit(), nanosAround(one), Long::sum));
        Sighting longest = some.get(0);
        for (Sighting sighting : some) {
            if (nanos.getOrDefault(sighting.culprit(), 0L) >= nanos.getOrDefault(longest.culprit(), 0L)) {
                longest = sighting;
            }
        }
        return longest;
    }

    /** The time that is nearer to this stack than to any other. */
    private long nanosAround(Sighting sighting) {
        int at = sightings.indexOf(sighting);
        long from = at == 0 ? 0 : middle(sightings.get(at - 1), sighting);
        long to = at == sightings.size() - 1 ? evidence.durationNanos() : middle(sighting, sightings.get(at + 1));
        return to - from;
    }

    private static long middle(Sighting one, Sighting next) {
        return one.atNanos() + (next.atNanos() - one.atNanos()) / 2;
    }

    /** How sure so many stacks that agree make. */
    static double sureness(int stacks) {
        return stacks == 1 ? ONE_STACK : SEVERAL_STACKS;
    }

    /** Collections and suspensions stop everybody: beside them stacks leave doubt all the same. */
    private static boolean isBlockedThroughout(
            StallEvidence evidence, List<Sighting> sightings, List<ProcessPause> pauses) {
        long stopsOfEverybody = total(stopsOfEverybody(pauses));
        return sightings.size() >= THROUGHOUT
                && stopsOfEverybody * 2 <= total(pauses)
                && sightings.stream().map(Sighting::activity).distinct().count() == 1
                && sightings.get(0).activity().wantsNoProcessor()
                && evidence.cpuRatio().orElse(1) <= Diagnosis.STANDING_STILL;
    }

    private static List<ProcessPause> stopsOfEverybody(List<ProcessPause> pauses) {
        return pauses.stream()
                .filter(pause -> Pauses.STOP_EVERYBODY.contains(pause.cause()))
                .toList();
    }

    private static boolean isMostOf(StallEvidence evidence, long nanos) {
        return nanos * 2 >= evidence.durationNanos();
    }

    private static long total(List<ProcessPause> pauses) {
        return pauses.stream().mapToLong(ProcessPause::nanos).sum();
    }
}
