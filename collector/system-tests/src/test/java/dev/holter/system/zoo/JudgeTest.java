package dev.holter.system.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.system.zoo.Judgement.Detail;
import dev.holter.system.zoo.Judgement.Parts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private final Observed observed = new Observed();

    @Test
    void causeCulpritAndDetail_areRight() {
        answer("lock", Optional.of(Observed.CULPRIT), Map.of("lock_owner", Observed.LOCK_OWNER));

        assertThat(judgement().mark()).isEqualTo(Mark.RIGHT);
        assertThat(judgement().details()).containsExactly(new Detail("lock_owner", true));
    }

    @Test
    void objectOfThePlannedClass_isTheDetail() {
        answer("lock", Optional.of(Observed.CULPRIT), Map.of("lock_owner", Observed.LOCK_OWNER + "@35688ba1"));

        assertThat(judgement().details()).containsExactly(new Detail("lock_owner", true));
    }

    @Test
    void otherOwner_isNoDetailThatWasTold() {
        answer("lock", Optional.of(Observed.CULPRIT), Map.of("lock_owner", "pool-1"));

        assertThat(judgement().mark()).isEqualTo(Mark.RIGHT);
        assertThat(judgement().details()).containsExactly(new Detail("lock_owner", false));
    }

    @Test
    void otherLine_isWrong() {
        answer("lock", Optional.of(new CodeLine("com.example.zoo.loop.CarryingThreads", "run", 9)), Map.of());

        assertThat(judgement().mark()).isEqualTo(Mark.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"50, 130", "140, 130"})
    void starved_isRightWhereTheThreadWaitedForAProcessorAsLong(long ranMillis, long waitedMillis) {
        observed.processor(ranMillis, waitedMillis);
        answer("starved", Optional.empty(), Map.of());

        assertThat(judgement().mark()).isEqualTo(Mark.RIGHT);
        assertThat(judgement().details()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "150, 130", "20, 130"})
    void starved_isWrongWhereTheThreadRanOrStoodForLonger(long ranMillis, long waitedMillis) {
        observed.processor(ranMillis, waitedMillis);
        answer("starved", Optional.empty(), Map.of());

        assertThat(judgement().mark()).isEqualTo(Mark.WRONG);
    }

    @Test
    void silence_isMissedWithItsDetails() {
        assertThat(judgement().mark()).isEqualTo(Mark.MISSED);
        assertThat(judgement().details()).containsExactly(new Detail("lock_owner", false));
    }

    @Test
    void timing_isFromTheFirstHeartbeatThatDidNotRun() {
        observed.incident("loop-1", 6204, 6490, "lock", Optional.of(Observed.CULPRIT), Map.of(), Map.of());

        Judgement.Timing timing = judgement().timing().orElseThrow();
        assertThat(timing.beginNanos()).isEqualTo(4_000_000);
        assertThat(timing.endErrorNanos()).isEqualTo(10_000_000);
    }

    @Test
    void parts_areRightWhereEachIsTold() {
        observed.plannedParts(Map.of("lock", 200L, "sleep", 100L))
                .incident(
                        "loop-1",
                        6204,
                        6500,
                        "lock",
                        Optional.of(Observed.CULPRIT),
                        Map.of(),
                        Map.of("lock", 190L, "sleep", 105L));

        assertThat(judgement().parts()).isEqualTo(Parts.RIGHT);
    }

    @Test
    void parts_areWrongWhereOneIsMissing() {
        observed.plannedParts(Map.of("lock", 200L, "sleep", 100L))
                .incident("loop-1", 6204, 6500, "lock", Optional.of(Observed.CULPRIT), Map.of(), Map.of("lock", 300L));

        assertThat(judgement().parts()).isEqualTo(Parts.WRONG);
    }

    private void answer(String cause, Optional<CodeLine> culprit, Map<String, String> details) {
        observed.incident("loop-1", 6204, 6500, cause, culprit, details, Map.of());
    }

    private Judgement judgement() {
        return new Judge(observed.observation()).judgements().getFirst();
    }
}
