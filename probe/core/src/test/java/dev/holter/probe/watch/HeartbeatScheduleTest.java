package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatScheduleTest {
    private static final long BEAT_COST = 40_000;

    private final WatchdogFixture fixture = new WatchdogFixture();
    private final HandLoop loop = fixture.watch("orders");

    @Test
    void loopThatWorks_getsABeatEveryInterval() {
        fixture.runFor(3 * SECOND);

        assertThat(loop.sentAtNanos).hasSize(301).allMatch(at -> at % (10 * MS) == 0);
        assertThat(fixture.found.last("orders").heartbeats()).isBetween(300L, 301L);
        assertThat(fixture.found.last("orders").lagSeconds().quantile(1)).isEqualTo(0x1p-20);
    }

    @Test
    void frozenLoop_hasOneBeatOutstanding() {
        fixture.freeze(loop);
        fixture.runFor(10 * SECOND);

        assertThat(loop.mostQueued).isEqualTo(1);
        assertThat(loop.sentAtNanos).hasSize(2);
    }

    @Test
    void stall_isRecordedAsEveryBeatThatWasDue() {
        fixture.runFor(200 * MS);
        fixture.freeze(loop);
        fixture.runFor(300 * MS);
        loop.thaw();
        fixture.runFor(500 * MS - 5 * MS);
        fixture.watchdog.close();

        LoopState state = fixture.found.last("orders");
        assertThat(state.lagSeconds().count()).isEqualTo(100);
        assertThat(state.lagSeconds().quantile(1)).isCloseTo(0.295, within(0.007));
        assertThat(state.lagSeconds().zeroCount()).isEqualTo(70);
        assertThat(state.heartbeats()).isEqualTo(71);
    }

    @Test
    void beatsAfterAStall_keepToTheSchedule() {
        fixture.freeze(loop);
        fixture.runFor(123 * MS);
        fixture.timePasses(456_789);
        loop.thaw();
        fixture.runFor(SECOND + 10 * MS);

        assertThat(loop.sentAtNanos.subList(2, loop.sentAtNanos.size())).allMatch(at -> at % (10 * MS) < 457_000);
        assertThat(fixture.found.last("orders").lagSeconds().count()).isBetween(100L, 114L);
    }

    @Test
    void idleLoopOfCoarseCpuTime_getsEveryTenthBeat() {
        fixture.cpuShare = 0;
        fixture.runFor(2 * SECOND);
        int before = loop.sentAtNanos.size();
        int passesBefore = fixture.passes;
        fixture.runFor(2 * SECOND);

        assertThat(loop.sentAtNanos).hasSize(before + 20);
        assertThat(fixture.passes - passesBefore).as("passes").isLessThan(50);
    }

    @Test
    void idleLoopThatHasNotRun_isNotWoken() {
        HandLoop idle = idleLoop();
        fixture.runFor(4 * SECOND);
        int before = idle.sentAtNanos.size();
        fixture.runFor(5 * SECOND);

        assertThat(idle.sentAtNanos).hasSize(before + 10);
    }

    @Test
    void loopThatIsLongIdle_wakesTheWatchdogSixTimesASecond() {
        fixture.watchdog.unwatch(loop);
        HandLoop idle = idleLoop();
        fixture.runFor(30 * SECOND);
        int passes = fixture.passes;
        int beats = idle.sentAtNanos.size();
        fixture.runFor(10 * SECOND);

        assertThat(fixture.passes - passes).isLessThanOrEqualTo(61);
        assertThat(idle.sentAtNanos).hasSize(beats + 10);
        assertThat(fixture.found.states()).hasSizeBetween(40, 43);
    }

    @Test
    void stallOfALoopThatIsLongIdle_isReportedAtTheThreshold() {
        HandLoop idle = idleLoop();
        fixture.runFor(30 * SECOND);
        fixture.cpuNanos += BEAT_COST;
        idle.frozen = true;
        fixture.runFor(200 * MS + 50 * MS);

        assertThat(fixture.found.incidents()).extracting(Incident::loop).contains("idle");
        assertThat(fixture.found.incidents().get(0).durationNanos()).isEqualTo(50 * MS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stallOfALoopThatWorksNowAndThen_isReported(boolean hooked) {
        HandLoop idle = idleLoop();
        for (int timer = 0; timer < 300; timer++) {
            fixture.runFor(100 * MS - MS);
            callback(idle, hooked);
            fixture.runFor(MS);
        }
        long beat = idle.sentAtNanos.get(idle.sentAtNanos.size() - 1);
        while (idle.sentAtNanos.get(idle.sentAtNanos.size() - 1) == beat) {
            fixture.runFor(MS);
        }
        idle.frozen = true;
        fixture.runFor(247 * MS);
        idle.thaw();
        fixture.runFor(SECOND);

        assertThat(fixture.found.incidents()).extracting(Incident::loop).contains("idle");
    }

    private void callback(HandLoop loop, boolean hooked) {
        fixture.cpuNanos += BEAT_COST;
        if (hooked) {
            loop.callbacks.began();
            loop.callbacks.idle();
        }
    }

    @Test
    void idleLoopThatHasRun_getsTheNextBeat() {
        HandLoop idle = idleLoop();
        fixture.runFor(4 * SECOND);
        fixture.cpuNanos += BEAT_COST;
        idle.frozen = true;
        int before = idle.sentAtNanos.size();
        fixture.runFor(100 * MS);

        assertThat(idle.sentAtNanos).hasSize(before + 1);
        fixture.runFor(51 * MS);
        assertThat(fixture.found.incidents()).extracting(Incident::loop).containsOnly("idle");
    }

    @Test
    void sleepingLoopWhoseCallbacksAreTimed_tellsAtOnceThatItWorks() {
        HandLoop idle = idleLoop();
        idle.callbacks.began();
        idle.callbacks.idle();
        fixture.runFor(4 * SECOND + 25 * MS);
        idle.frozen = true;
        idle.callbacks.began();
        long beganNanos = fixture.clock.elapsedNanos();
        fixture.runFor(61 * MS);

        assertThat(idle.sentAtNanos.get(idle.sentAtNanos.size() - 1)).isBetween(beganNanos, beganNanos + 10 * MS);
        assertThat(fixture.found.incidents()).extracting(Incident::loop).containsOnly("idle");
    }

    @Test
    void loopThatIsSeenToWork_isAsleepForNobody() {
        HandLoop idle = idleLoop();
        fixture.runFor(4 * SECOND);
        idle.callbacks.began();
        idle.frozen = true;
        fixture.runFor(170 * MS);

        assertThat(fixture.found.incidents()).extracting(Incident::loop).containsOnly("idle");
    }

    @Test
    void loopThatWorksBetweenItsHeartbeats_doesNotWakeTheWatchdog() {
        HandLoop idle = idleLoop();
        idle.callbacks.began();
        fixture.runFor(4 * SECOND);
        int passesBefore = fixture.passes;
        for (int n = 0; n < 100; n++) {
            idle.callbacks.idle();
            fixture.cpuNanos += BEAT_COST;
            fixture.runFor(10 * MS);
            idle.callbacks.began();
        }

        assertThat(fixture.passes - passesBefore)
                .as("passes in a second, a hundred of them the test's")
                .isLessThan(100 + 50);
    }

    @Test
    void idleLoopWithTasksInItsQueue_getsTheNextBeat() {
        HandLoop idle = idleLoop();
        fixture.runFor(4 * SECOND);
        idle.frozen = true;
        idle.execute(() -> {});
        fixture.runFor(160 * MS);

        assertThat(fixture.found.incidents()).extracting(Incident::loop).containsOnly("idle");
    }

    @Test
    void stallOfAnIdleLoop_isReportedAtTheThreshold() {
        fixture.cpuShare = 0;
        fixture.runFor(2 * SECOND);
        long sent = loop.sentAtNanos.get(loop.sentAtNanos.size() - 1);
        loop.frozen = true;
        fixture.runFor(SECOND);

        assertThat(fixture.found.incidents().get(0).startedAtEpochNanos())
                .isEqualTo(VirtualClock.START_EPOCH_NANOS + sent + 100 * MS);
        assertThat(fixture.found.incidents().get(0).durationNanos()).isEqualTo(50 * MS);
    }

    @Test
    void idleLoopThatWorksAgain_getsEveryBeat() {
        fixture.cpuShare = 0;
        fixture.runFor(2 * SECOND);
        fixture.cpuShare = 0.5;
        fixture.runFor(150 * MS);
        int before = loop.sentAtNanos.size();
        fixture.runFor(SECOND);

        assertThat(loop.sentAtNanos).hasSize(before + 100);
    }

    @Test
    void idleLoopThatTakesUpARequest_getsEveryBeat() {
        fixture.cpuShare = 0;
        fixture.runFor(2 * SECOND);
        loop.requests.started();
        fixture.runFor(150 * MS);
        int before = loop.sentAtNanos.size();
        fixture.runFor(500 * MS);

        assertThat(loop.sentAtNanos).hasSize(before + 50);
    }

    @Test
    void refusedBeats_areCountedAndTriedAgain() {
        fixture.runFor(95 * MS);
        loop.refusing = true;
        fixture.runFor(100 * MS);
        loop.refusing = false;
        fixture.runFor(SECOND);

        assertThat(fixture.drops.totals()).containsEntry("heartbeat_refused", 10L);
        assertThat(fixture.found.incidents()).isEmpty();
        assertThat(fixture.found.last("orders").heartbeats()).isBetween(80L, 110L);
    }

    @Test
    void loopThatTerminated_leavesWithItsLastCounts() {
        fixture.runFor(250 * MS);
        loop.refusing = true;
        loop.terminated = true;
        fixture.runFor(3 * SECOND);

        List<LoopState> seen = fixture.found.of("orders");
        assertThat(seen.get(seen.size() - 1).heartbeats()).isEqualTo(26);
        assertThat(fixture.found.lastState().loops()).isEmpty();
    }

    @Test
    void loopThatTerminatedWithABeatInItsQueue_leaves() {
        fixture.freeze(loop);
        fixture.runFor(20 * MS);
        loop.terminated = true;
        fixture.runFor(3 * SECOND);

        assertThat(fixture.found.lastState().loops()).isEmpty();
        assertThat(fixture.found.incidents()).isEmpty();
    }

    @Test
    void pendingTasks_leaveTheBeatOut() {
        fixture.freeze(loop);
        fixture.runFor(SECOND);

        assertThat(fixture.found.last("orders").tasksPending()).hasValue(0);
    }

    @Test
    void sequenceOfStates_risesByOne() {
        fixture.runFor(10 * SECOND);

        assertThat(fixture.found.states()).extracting(state -> state.sequence()).startsWith(1L, 2L, 3L);
        assertThat(fixture.found.states()).hasSizeBetween(10, 12);
    }

    @Test
    void dropsOfSinks_areInTheState() {
        fixture.sinkDrops.put("messages", 3L);
        fixture.sinkDrops.put("sink_disabled", 2L);
        fixture.runFor(MS);

        assertThat(fixture.found.lastState().drops())
                .containsEntry("messages", 3L)
                .containsEntry("sink_disabled", 2L);
    }

    /** A loop that uses the processor for heartbeats only. */
    private HandLoop idleLoop() {
        fixture.cpuShare = 0;
        return fixture.watch("idle", beat -> {
            beat.run();
            fixture.cpuNanos += BEAT_COST;
        });
    }
}
