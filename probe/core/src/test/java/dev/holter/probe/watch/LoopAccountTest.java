package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.KernelAccount;
import dev.holter.probe.host.StolenTimes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopAccountTest {
    private final FakeKernel kernel = new FakeKernel();
    private final FakeReadings readings = new FakeReadings();
    private final PauseDetector pauses = new PauseDetector(readings, new VirtualClock());
    private final LoopAccount account = new LoopAccount(kernel, readings, pauses);
    private final Thread thread = Thread.currentThread();

    @BeforeEach
    void asleep() {
        pauses.woke(0);
        kernel.state = Optional.of("S");
        kernel.waitChannel = Optional.of("do_epoll_wait");
        kernel.callDetails = Map.of("peer", "10.0.0.7:5432");
    }

    @Test
    void accountOfAStall_isWhatGrewSinceTheHeartbeatWasSent() {
        kernel.processor = OptionalInt.of(1);
        kernel.runDelay = OptionalLong.of(500 * MS);
        readings.throttled = OptionalLong.of(900 * MS);
        readings.stolen = StolenTimes.of(100, 200);
        pauses.worked(0, 900 * MS);
        account.beatIsSent(thread);
        account.late(thread);
        kernel.runDelay = OptionalLong.of(520 * MS);
        readings.throttled = OptionalLong.of(930 * MS);
        readings.stolen = StolenTimes.of(180, 210);

        assertThat(account.standing(thread, 60 * MS))
                .isEqualTo(new KernelAccount(
                        OptionalLong.of(20 * MS),
                        OptionalLong.of(30 * MS),
                        OptionalLong.of(10 * MS),
                        Optional.of("S"),
                        Optional.of("do_epoll_wait"),
                        Map.of("peer", "10.0.0.7:5432")));
    }

    @Test
    void throttlingOfSeveralProcessors_isAtMostTheStall() {
        account.beatIsSent(thread);
        account.late(thread);
        readings.throttled = OptionalLong.of(100 * MS);

        assertThat(account.standing(thread, 60 * MS).throttledNanos()).hasValue(60 * MS);
    }

    @Test
    void stallThatNoPassSawStanding_isNotGivenWhatGrewBeforeIt() {
        kernel.processor = OptionalInt.of(1);
        readings.stolen = StolenTimes.of(0, 0);
        account.beatIsSent(thread);
        account.late(thread);
        kernel.runDelay = OptionalLong.of(900 * MS);
        readings.throttled = OptionalLong.of(900 * MS);
        readings.stolen = StolenTimes.of(0, 900);
        pauses.worked(0, 900 * MS);
        account.beatIsSent(thread);
        kernel.runDelay = OptionalLong.of(930 * MS);
        readings.throttled = OptionalLong.of(930 * MS);
        readings.stolen = StolenTimes.of(0, 920);

        assertThat(account.ended(KernelAccount.NONE, thread, 60 * MS))
                .isEqualTo(new KernelAccount(
                        OptionalLong.of(30 * MS),
                        OptionalLong.of(30 * MS),
                        OptionalLong.of(20 * MS),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void stateAndProcessorAtTheEnd_areThoseOfTheStall() {
        kernel.processor = OptionalInt.of(0);
        readings.stolen = StolenTimes.of(0, 0);
        account.beatIsSent(thread);
        account.late(thread);
        KernelAccount stood = account.standing(thread, 50 * MS);
        kernel.state = Optional.of("R");
        kernel.processor = OptionalInt.of(1);
        readings.stolen = StolenTimes.of(20, 0);
        kernel.waitChannel = Optional.empty();
        kernel.callDetails = Map.of();
        kernel.runDelay = OptionalLong.of(3 * MS);

        assertThat(account.ended(stood, thread, 60 * MS))
                .isEqualTo(new KernelAccount(
                        OptionalLong.of(3 * MS),
                        OptionalLong.of(0),
                        OptionalLong.of(20 * MS),
                        Optional.of("S"),
                        Optional.of("do_epoll_wait"),
                        Map.of("peer", "10.0.0.7:5432")));
    }

    @Test
    void kernelThatSaysNothing_leavesTheAccountEmpty() {
        kernel.runDelay = OptionalLong.empty();
        kernel.state = Optional.empty();
        kernel.waitChannel = Optional.empty();
        kernel.callDetails = Map.of();
        readings.throttled = OptionalLong.empty();
        pauses.worked(0, 900 * MS);
        account.beatIsSent(thread);
        account.late(thread);

        assertThat(account.standing(thread, 50 * MS)).isEqualTo(KernelAccount.NONE);
        assertThat(account.runDelayNanos(thread)).isEmpty();
    }

    @Test
    void loopThatHasNotRunYet_hasNoThreadToAskFor() {
        account.beatIsSent(null);
        account.late(null);

        assertThat(account.standing(null, 50 * MS).runDelayNanos()).isEmpty();
        assertThat(account.standing(null, 50 * MS).state()).isEmpty();
    }

    @Test
    void runDelayOfALoop_isAddedUpOverItsThreads() {
        Thread next = new Thread(() -> {});
        kernel.runDelay = OptionalLong.of(500);
        assertThat(account.runDelayNanos(thread)).hasValue(0);
        kernel.runDelay = OptionalLong.of(530);
        assertThat(account.runDelayNanos(thread)).hasValue(30);

        kernel.runDelay = OptionalLong.of(7);
        assertThat(account.runDelayNanos(next)).hasValue(30);
        kernel.runDelay = OptionalLong.of(8);
        assertThat(account.runDelayNanos(next)).hasValue(31);
    }
}
