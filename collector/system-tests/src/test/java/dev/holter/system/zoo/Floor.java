package dev.holter.system.zoo;

import dev.holter.system.zoo.Unplanned.Kind;
import java.time.Duration;
import org.assertj.core.api.SoftAssertions;

/**
 * How good the verdicts have to be at least. What depends on a machine that is busy with others has room; who is
 * accused has none.
 *
 * @param right share of the stalls, 0 to 1
 * @param wrong share of the stalls, 0 to 1
 * @param missed share of the stalls, 0 to 1
 * @param parts share of the stalls with parts of which all are right, 0 to 1
 * @param details share of the planted details, 0 to 1
 * @param unexplained incidents that say that a loop stood still and not why
 * @param delay of half of the incidents, from the threshold to the collector
 * @param endError how far off half of the ends are
 * @param healthyMinutes for how long healthy services have to have been watched
 */
record Floor(
        double right,
        double wrong,
        double missed,
        double parts,
        double details,
        int unexplained,
        Duration delay,
        Duration endError,
        double healthyMinutes) {
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final Duration END_ERROR = Duration.ofMillis(10);

    /** Of every exhibit on all loops and JDKs. */
    static final Floor OF_ALL = new Floor(0.95, 0.02, 0.02, 0.9, 0.95, 4, DELAY, END_ERROR, 60);

    /** Of few stalls, on a machine that may be busy with others, a few are told as starved. */
    static final Floor OF_FEW = new Floor(0.9, 0.05, 0.02, 0.75, 0.9, 2, DELAY, END_ERROR, 0);

    void assertHolds(Scores scores) {
        SoftAssertions.assertSoftly(floor -> {
            floor.assertThat(scores.share(Mark.RIGHT)).as("right").isGreaterThanOrEqualTo(right);
            floor.assertThat(scores.share(Mark.WRONG)).as("wrong").isLessThanOrEqualTo(wrong);
            floor.assertThat(scores.share(Mark.MISSED)).as("missed").isLessThanOrEqualTo(missed);
            floor.assertThat(scores.shareOfRightParts()).as("parts").isGreaterThanOrEqualTo(parts);
            floor.assertThat(scores.shareOfDetails()).as("details told").isGreaterThanOrEqualTo(details);
            assertTimely(floor, scores);
            assertQuiet(floor, scores);
        });
    }

    private void assertTimely(SoftAssertions floor, Scores scores) {
        floor.assertThat(Duration.ofNanos(scores.delay().p50()))
                .as("delay of half of the incidents")
                .isLessThanOrEqualTo(delay);
        floor.assertThat(Duration.ofNanos(scores.endError().p50()))
                .as("error of half of the ends")
                .isLessThanOrEqualTo(endError);
    }

    private void assertQuiet(SoftAssertions floor, Scores scores) {
        floor.assertThat(scores.unplanned(Kind.FALSE_ALARM)).as("false alarms").isEmpty();
        floor.assertThat(scores.unplanned(Kind.UNEXPLAINED))
                .as("incidents without an explanation")
                .hasSizeLessThanOrEqualTo(unexplained);
        floor.assertThat(scores.healthyMinutes())
                .as("minutes of healthy services")
                .isGreaterThanOrEqualTo(healthyMinutes);
        floor.assertThat(scores.accusedInnocents())
                .as("a callback blamed for a pause of the process")
                .isEmpty();
    }
}
