package dev.holter.collector.domain;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.loop;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LoopWindowTest {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final LoopWindow window = new LoopWindow();

    @Test
    void requestsThatFinish_areNotQuiet() {
        for (int second = 0; second < 10; second++) {
            add(second * 1000L, 100L * second + 5, 100L * second, 0);
        }

        assertThat(window.quiet(TWO_SECONDS)).isEmpty();
    }

    @Test
    void noRequestThatFinishes_isQuietWithTheRateBefore() {
        freezeAfterFiveSeconds(3);

        LoopWindow.Quiet quiet = window.quiet(TWO_SECONDS).orElseThrow();
        assertThat(quiet.length()).isEqualTo(Duration.ofSeconds(3));
        assertThat(quiet.rateBefore()).isCloseTo(100, Offset.offset(1.0));
        assertThat(quiet.leastInFlight()).isEqualTo(5);
        assertThat(quiet.cpuShare().orElseThrow()).isZero();
    }

    @Test
    void rateBeforeALongFreeze_isNotForgotten() {
        freezeAfterFiveSeconds(600);

        assertThat(window.quiet(TWO_SECONDS).orElseThrow().rateBefore()).isCloseTo(100, Offset.offset(1.0));
    }

    @Test
    void rateBeforeAFreezeWithDenseReports_isNotForgotten() {
        freezeAfterFiveSeconds(0);
        for (int i = 1; i <= 470; i++) {
            add(5000 + i * 100L, 505, 500, 0);
        }

        assertThat(window.quiet(TWO_SECONDS).orElseThrow().rateBefore()).isCloseTo(100, Offset.offset(1.0));
        assertThat(window.quiet(TWO_SECONDS).orElseThrow().length()).isEqualTo(Duration.ofSeconds(47));
    }

    @Test
    void freezeThatIsShorterThanTheWindow_isNotQuiet() {
        freezeAfterFiveSeconds(1);

        assertThat(window.quiet(TWO_SECONDS)).isEmpty();
    }

    @Test
    void loopThatCountsNoRequests_isNeverQuiet() {
        window.add(loop().build(), at(0));
        window.add(loop().build(), at(5000));

        assertThat(window.quiet(TWO_SECONDS)).isEmpty();
    }

    @Test
    void clockThatIsSetBack_startsTheWindowAfresh() {
        freezeAfterFiveSeconds(3);
        add(-60_000, 505, 500, 0);

        assertThat(window.quiet(TWO_SECONDS)).isEmpty();
    }

    @Test
    void cpuShare_isUnknownWithLessThanTwoReports() {
        add(0, 0, 0, 10);

        assertThat(window.cpuShareSince(at(0))).isEqualTo(OptionalDouble.empty());
        add(1000, 0, 0, 260);
        assertThat(window.cpuShareSince(at(0)).orElseThrow()).isCloseTo(0.25, Offset.offset(1e-9));
        assertThat(window.cpuShareSince(at(1))).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void shares_areOfTheLastSeconds() {
        for (int second = 0; second <= 20; second++) {
            long busyMillis = second <= 10 ? 0 : (second - 10) * 900L;
            window.add(
                    loop().cpuMillis(busyMillis / 2)
                            .callbacks(second, 0, busyMillis)
                            .build(),
                    at(second * 1000L));
        }

        assertThat(window.busyShare().orElseThrow()).isCloseTo(0.9, Offset.offset(1e-9));
        assertThat(window.cpuShare().orElseThrow()).isCloseTo(0.45, Offset.offset(1e-9));
    }

    @Test
    void shareOfALoopWithoutHooks_isUnknown() {
        add(0, 0, 0, 0);
        add(2000, 0, 0, 0);

        assertThat(window.busyShare()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void lag_isThatOfTheLastMinuteAtMost() {
        for (int second = 0; second <= 100; second++) {
            window.add(loop().beats(100L * second).build(), at(second * 1000L));
        }

        // Two states are kept, those of 60 s and of 90 s.
        assertThat(window.lag().count()).isEqualTo(4000);
        assertThat(window.lag().zeroCount()).isEqualTo(4000);
    }

    @Test
    void lagOfALoopThatIsNew_isAllOfIt() {
        window.add(loop().beats(500).build(), at(0));
        window.add(loop().beats(700).build(), at(29_000));

        assertThat(window.lag().count()).isEqualTo(700);
    }

    @Test
    void lagAfterTheClockWasSetBack_isAllOfIt() {
        window.add(loop().beats(500).build(), at(40_000));
        window.add(loop().beats(700).build(), at(0));

        assertThat(window.lag().count()).isEqualTo(700);
    }

    private void freezeAfterFiveSeconds(int seconds) {
        for (int second = 0; second <= 5; second++) {
            add(second * 1000L, 100L * second + 5, 100L * second, second * 200L);
        }
        for (int second = 1; second <= seconds; second++) {
            add(5000 + second * 1000L, 505, 500, 1000);
        }
    }

    private void add(long millis, long started, long finished, long cpuMillis) {
        window.add(loop().requests(started, finished).cpuMillis(cpuMillis).build(), at(millis));
    }
}
