package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.MS;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import org.junit.jupiter.api.Test;

class ManyCallbacksTest {
    @Test
    void manyShortCallbacksOfOneType_areABacklogThoughEveryStackIsTheSame() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(50, HANDLER)
                .running(100, HANDLER)
                .ran(100_000, 100_000, 995, ran("com.example.Tick", 100_000, 995, 2))
                .judge();

        assertAccusesNobody(verdict, Cause.BACKLOG);
        assertThat(verdict.confidence()).isGreaterThan(0.9);
        assertThat(verdict.details())
                .containsEntry("callbacks", "com.example.Tick x100000")
                .containsEntry("callbacks_run", "100000");
        assertSays(verdict, "100000 quick callbacks ran, 0.0 ms each");
    }

    @Test
    void slowCallbackAmongManyShortOnes_isAccused() {
        Verdict verdict = Stall.of(1000)
                .cpu(0)
                .asleep(100, SLEEP, HANDLER)
                .asleep(200, SLEEP, HANDLER)
                .ran(500, 499, 50, ran("com.example.Tick", 499, 50, 1), ran("com.example.Handler", 1, 900, 900))
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
    }

    @Test
    void slowCallbackThatStillRuns_isAccused() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(100, HANDLER)
                .ran(500, 500, 20, ran("com.example.Tick", 500, 20, 1))
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void slowCallbackAmongManyShortOnesOfItsType_isNotCountedWithThem() {
        assertAccuses(
                Stall.of(1000)
                        .cpu(0)
                        .asleep(100, SLEEP, HANDLER)
                        .ran(100, 99, 190, ran("com.example.Handler", 100, 990, 800))
                        .judge(),
                Cause.SLEEP,
                HANDLER);
        assertAccusesNobody(
                Stall.of(1000)
                        .cpu(0)
                        .asleep(100, SLEEP, HANDLER)
                        .ran(100, 99, 900, ran("com.example.Handler", 100, 990, 90))
                        .judge(),
                Cause.BACKLOG);
    }

    @Test
    void callbacksThatAreEachSlow_areNoBacklog() {
        assertAccuses(
                Stall.of(1000)
                        .cpu(0)
                        .asleep(100, SLEEP, HANDLER)
                        .ran(9, 0, 0, ran("com.example.Handler", 9, 990, 120))
                        .judge(),
                Cause.SLEEP,
                HANDLER);
    }

    @Test
    void manyTypesOfWhichEachRanLittle_areABacklogAsWell() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(100, HANDLER)
                .ran(1000, 1000, 990, ran("com.example.Tick", 50, 49, 2), ran("com.example.Tock", 50, 49, 2))
                .judge();

        assertAccusesNobody(verdict, Cause.BACKLOG);
        assertThat(verdict.details())
                .containsEntry("callbacks_run", "1000")
                .containsEntry("callbacks", "com.example.Tick x50, com.example.Tock x50");
    }

    @Test
    void queueOfCallbacksThatStallTheLoopAlone_isNoBacklog() {
        Stall stall = Stall.of(300).cpu(0.99).running(150, HANDLER).pending(7).queue(12, 2);

        assertAccusesNobody(stall.quickBelow(50).judge(), Cause.BACKLOG);
        assertAccuses(stall.quickBelow(20).judge(), Cause.CPU, HANDLER);
    }

    @Test
    void twoCallbacks_areNotMany() {
        assertAccuses(
                Stall.of(60)
                        .cpu(0.99)
                        .running(50, HANDLER)
                        .ran(2, 2, 58, ran("com.example.Handler", 2, 58, 30))
                        .judge(),
                Cause.CPU,
                HANDLER);
    }

    @Test
    void queueThatGetsShorter_isABacklog() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(50, HANDLER)
                .pending(95_000)
                .running(100, HANDLER)
                .pending(90_000)
                .running(800, HANDLER)
                .pending(20_000)
                .queue(100_000, 500)
                .judge();

        assertAccusesNobody(verdict, Cause.BACKLOG);
        assertThat(verdict.confidence()).isLessThan(0.9);
        assertThat(verdict.details()).containsEntry("callbacks", "com.example.Handler in 3 stacks");
        assertSays(verdict, "at least 99500 quick callbacks ran");
        assertSays(verdict, "100000 callbacks were queued when the heartbeat was due, 500 are now");
    }

    @Test
    void queueThatGotShorterAndThenStoodStill_isNone() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(50, HANDLER)
                .pending(100)
                .running(100, HANDLER)
                .pending(100)
                .queue(1000, 120)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void queueThatOnlyGrows_isBehindTheCallbackThatRuns() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .running(50, HANDLER)
                .pending(10)
                .queue(3, 4_000)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void queueThatFallsByOneCallbackNowAndThen_isOfSlowCallbacks() {
        Verdict verdict = Stall.of(1000)
                .cpu(0)
                .asleep(100, SLEEP, HANDLER)
                .pending(9)
                .queue(10, 3)
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
    }

    @Test
    void backlogBesideACollection_hasParts() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.99)
                .pause(0, 200, Cause.GC)
                .running(400, HANDLER)
                .ran(10_000, 10_000, 780, ran("com.example.Tick", 10_000, 780, 2))
                .judge();

        assertAccusesNobody(verdict, Cause.BACKLOG);
        assertThat(verdict.parts()).extracting("cause").containsExactly(Cause.BACKLOG, Cause.GC);
    }

    private static CallbackType ran(String type, long count, long total, long longest) {
        return new CallbackType(type, count, total * MS, longest * MS);
    }
}
