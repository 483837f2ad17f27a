package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.FILE_READ;
import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.MS;
import static dev.holter.probe.diagnosis.Stall.PARK;
import static dev.holter.probe.diagnosis.Stall.SELECT;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallPart;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds of every verdict, on evidence of all kinds thrown together. */
class DiagnosisPropertyTest {
    private static final int TRIES = 3_000;
    private static final FrameClassifier CLASSIFIER = new FrameClassifier(List.of(), List.of());
    private static final ActivityReader READER = new ActivityReader(CLASSIFIER);
    private static final Cause[] CAUSES = Cause.values();
    private static final Set<Cause> NOBODYS_FAULT =
            EnumSet.of(Cause.UNKNOWN, Cause.BACKLOG, Cause.GC, Cause.SAFEPOINT, Cause.STARVED, Cause.SUSPENDED);
    private static final List<StackTraceElement> TOPS =
            List.of(HANDLER, SLEEP, SOCKET_READ, FILE_READ, PARK, SELECT, Stall.nativeFrame("com.example.Lib", "call"));

    @Test
    void pausesOverHalfTheStall_leaveNoCulpritUnlessItWasSeenBlockedThroughout() {
        forAll(evidence -> {
            boolean paused = evidence.pausedNanos() * 2 > evidence.durationNanos();
            if (paused && judge(evidence).culprit().isPresent()) {
                assertThat(evidence.captures()).hasSizeGreaterThanOrEqualTo(3);
                assertThat(evidence.captures().stream().map(READER::read).distinct())
                        .as("%s", evidence)
                        .singleElement()
                        .matches(Activity::wantsNoProcessor);
                assertThat(evidence.cpuRatio().orElseThrow()).isLessThanOrEqualTo(Diagnosis.STANDING_STILL);
                long stopsOfEverybody = evidence.pauses().stream()
                        .filter(pause -> Pauses.STOP_EVERYBODY.contains(pause.cause()))
                        .mapToLong(ProcessPause::nanos)
                        .sum();
                assertThat(stopsOfEverybody * 2).isLessThanOrEqualTo(evidence.pausedNanos());
            }
        });
    }

    @Test
    void causesThatAreNobodysFault_haveNoCulprit() {
        forAll(evidence -> {
            Verdict verdict = judge(evidence);
            if (NOBODYS_FAULT.contains(verdict.cause())) {
                assertThat(verdict.culprit()).as("%s", evidence).isEmpty();
            }
        });
    }

    @Test
    void confidence_isAShareAndZeroForTheUnknown() {
        forAll(evidence -> {
            Verdict verdict = judge(evidence);
            assertThat(verdict.confidence()).as("%s", evidence).isBetween(0.0, 1.0);
            assertThat(verdict.confidence() == 0).as("%s", evidence).isEqualTo(verdict.cause() == Cause.UNKNOWN);
            assertThat(verdict.evidence()).isNotEmpty();
        });
    }

    @Test
    void parts_beginWithTheCauseAndFitIntoTheStall() {
        forAll(evidence -> {
            Verdict verdict = judge(evidence);
            List<StallPart> parts = verdict.parts();
            if (!parts.isEmpty()) {
                assertThat(parts.get(0).cause()).as("%s", evidence).isEqualTo(verdict.cause());
                assertThat(parts).extracting(StallPart::cause).doesNotHaveDuplicates();
                assertThat(parts).allMatch(part -> part.nanos() > 0);
                assertThat(parts.stream().mapToLong(StallPart::nanos).sum())
                        .isLessThanOrEqualTo(evidence.durationNanos());
            }
        });
    }

    @Test
    void sameEvidence_givesTheSameVerdict() {
        forAll(evidence -> assertThat(judge(evidence)).isEqualTo(judge(evidence)));
    }

    private static Verdict judge(StallEvidence evidence) {
        return new Diagnosis(CLASSIFIER).judge(evidence);
    }

    private static void forAll(Consumer<StallEvidence> property) {
        Random random = new Random(20261123);
        for (int n = 0; n < TRIES; n++) {
            property.accept(evidence(random));
        }
    }

    private static StallEvidence evidence(Random random) {
        Stall stall = Stall.of(1000);
        if (random.nextInt(8) > 0) {
            stall.cpu(random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2) * 0.99);
        }
        for (int from = random.nextInt(400); from < 1000 && random.nextBoolean(); from += 300) {
            stall.pause(from, Math.min(1000, from + 1 + random.nextInt(300)), pauseCause(random));
        }
        StackTraceElement usual = TOPS.get(random.nextInt(TOPS.size()));
        long cpu = 0;
        for (int at = 50; at < 1000 && random.nextInt(6) > 0; at *= 2) {
            StackTraceElement top = random.nextInt(4) == 0 ? TOPS.get(random.nextInt(TOPS.size())) : usual;
            Thread.State state =
                    List.of(SLEEP, PARK).contains(top) ? Thread.State.TIMED_WAITING : Thread.State.RUNNABLE;
            cpu += random.nextInt(at);
            stall.stack(at, Math.min(at, cpu), state, top, HANDLER);
        }
        witnesses(stall, random);
        return stall.evidence();
    }

    private static void witnesses(Stall stall, Random random) {
        if (random.nextInt(3) == 0) {
            stall.runDelay(random.nextInt(1200));
        }
        if (random.nextInt(3) == 0) {
            stall.kernel(List.of("R", "S", "D", "T").get(random.nextInt(4)), random.nextBoolean() ? "do_wait" : "");
        }
        if (random.nextInt(4) == 0) {
            long count = random.nextInt(1, 1000);
            long longest = random.nextInt(200);
            long total = random.nextLong(longest, longest + 800);
            long quick = random.nextLong(count + 1);
            CallbackType type = new CallbackType("com.example.T", count, total * MS, longest * MS);
            stall.ran(count, quick, quick == 0 ? 0 : random.nextLong(total + 1), type);
        }
        for (int from = random.nextInt(2000) - 500; from < 1000 && random.nextInt(3) == 0; from += 200) {
            Cause cause = CAUSES[1 + random.nextInt(CAUSES.length - 1)];
            boolean ofProcess = cause == Cause.GC || cause == Cause.SAFEPOINT || cause == Cause.STARVED;
            boolean ofThread = cause.compareTo(Cause.NATIVE) < 0;
            if (ofProcess || ofThread) {
                stall.recorded(cause, ofProcess, from, from + random.nextInt(600), "something", Map.of());
            }
        }
    }

    private static Cause pauseCause(Random random) {
        return List.of(Cause.UNKNOWN, Cause.GC, Cause.SAFEPOINT, Cause.STARVED, Cause.SUSPENDED)
                .get(random.nextInt(5));
    }
}
