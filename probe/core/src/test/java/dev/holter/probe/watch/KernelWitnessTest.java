package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.KernelAccount;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelWitnessTest {
    private final FakeKernel kernel = new FakeKernel();
    private final FakeReadings readings = new FakeReadings();
    private final KernelWitness witness = new KernelWitness(kernel, readings);
    private final Thread thread = Thread.currentThread();

    @Test
    void accountOfAStall_isWhatGrewSinceTheHeartbeatWasLate() {
        kernel.runDelay = OptionalLong.of(500 * MS);
        readings.throttled = OptionalLong.of(900 * MS);
        witness.late(thread, 10 * MS);
        kernel.runDelay = OptionalLong.of(520 * MS);
        readings.throttled = OptionalLong.of(930 * MS);

        assertThat(witness.standing(thread, 60 * MS))
                .isEqualTo(new KernelAccount(
                        OptionalLong.of(20 * MS),
                        OptionalLong.of(30 * MS),
                        Optional.of("S"),
                        Optional.of("do_epoll_wait")));
    }

    @Test
    void throttlingOfSeveralProcessors_isAtMostTheTimeThatPassed() {
        witness.late(thread, 10 * MS);
        readings.throttled = OptionalLong.of(100 * MS);

        assertThat(witness.standing(thread, 60 * MS).throttledNanos()).hasValue(50 * MS);
    }

    @Test
    void stateAtTheEnd_isThatOfTheStall() {
        witness.late(thread, 0);
        KernelAccount stood = witness.standing(thread, 50 * MS);
        kernel.state = Optional.of("R");
        kernel.waitChannel = Optional.empty();
        kernel.runDelay = OptionalLong.of(3 * MS);

        assertThat(witness.ended(stood, thread, 60 * MS))
                .isEqualTo(new KernelAccount(
                        OptionalLong.of(3 * MS), OptionalLong.of(0), Optional.of("S"), Optional.of("do_epoll_wait")));
    }

    @Test
    void kernelThatSaysNothing_leavesTheAccountEmpty() {
        kernel.runDelay = OptionalLong.empty();
        kernel.state = Optional.empty();
        kernel.waitChannel = Optional.empty();
        readings.throttled = OptionalLong.empty();
        witness.late(thread, 0);

        assertThat(witness.standing(thread, 50 * MS)).isEqualTo(KernelAccount.NONE);
        assertThat(witness.runDelayNanos(thread)).isEmpty();
    }

    @Test
    void loopThatHasNotRunYet_hasNoThreadToAskFor() {
        witness.late(null, 0);

        assertThat(witness.standing(null, 50 * MS).runDelayNanos()).isEmpty();
        assertThat(witness.standing(null, 50 * MS).state()).isEmpty();
    }

    @Test
    void runDelayOfALoop_isAddedUpOverItsThreads() {
        Thread next = new Thread(() -> {});
        kernel.runDelay = OptionalLong.of(500);
        assertThat(witness.runDelayNanos(thread)).hasValue(0);
        kernel.runDelay = OptionalLong.of(530);
        assertThat(witness.runDelayNanos(thread)).hasValue(30);

        kernel.runDelay = OptionalLong.of(7);
        assertThat(witness.runDelayNanos(next)).hasValue(30);
        kernel.runDelay = OptionalLong.of(8);
        assertThat(witness.runDelayNanos(next)).hasValue(31);
    }
}
