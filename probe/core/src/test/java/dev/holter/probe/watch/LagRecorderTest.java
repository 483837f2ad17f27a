package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.histogram.Buckets;
import dev.holter.probe.histogram.HistogramSnapshot;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LagRecorderTest {
    private static final long INTERVAL = 10_000_000;
    private static final long FREEZE = 47_000_000_000L;
    private static final double BUCKET_WIDTH = Math.pow(2, 1.0 / 32);

    @Test
    void everyBeatThatWasDue_isOneSample() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            LagRecorder recorder = new LagRecorder(INTERVAL);
            long lag = random.nextLong() >>> (27 + random.nextInt(20));
            seenAtRandomTimes(recorder, lag, random);

            assertThat(recorder.ran(lag)).isEqualTo(lag / INTERVAL + 1);
            assertThat(recorder.snapshot().count()).as("lag %d", lag).isEqualTo(lag / INTERVAL + 1);
        }
    }

    @Test
    void stallsOneAfterAnother_areAllCounted() {
        LagRecorder recorder = new LagRecorder(INTERVAL);
        Random random = new Random(7);
        long due = 0;
        for (int stall = 0; stall < 50; stall++) {
            long lag = random.nextInt(2_000_000_000);
            seenAtRandomTimes(recorder, lag, random);
            due += recorder.ran(lag);

            assertThat(recorder.snapshot().count()).isEqualTo(due);
        }
    }

    @Test
    void noBucketFalls_whileALoopIsFrozenAndWhenItIsBack() {
        LagRecorder recorder = new LagRecorder(INTERVAL);
        HistogramSnapshot before = recorder.snapshot();
        for (long age = 0; age < FREEZE; age += 37_000_001) {
            recorder.outstanding(age);
            HistogramSnapshot now = recorder.snapshot();
            assertNothingFell(before, now);
            before = now;
        }
        recorder.ran(FREEZE);

        assertNothingFell(before, recorder.snapshot());
    }

    @Test
    void histogramGrows_whileTheLoopIsFrozen() {
        LagRecorder recorder = new LagRecorder(INTERVAL);

        recorder.outstanding(FREEZE / 2);

        long due = FREEZE / 2 / INTERVAL + 1;
        assertThat(recorder.snapshot().count()).isBetween(due - 64, due);
    }

    @Test
    void freezeOf47Seconds_givesTheQuantilesOfAllItsBeats() {
        LagRecorder recorder = new LagRecorder(INTERVAL);
        for (long age = 0; age < FREEZE; age += INTERVAL) {
            recorder.outstanding(age);
        }
        recorder.ran(FREEZE);

        assertThat(recorder.snapshot().count()).isEqualTo(4_701);
        assertThat(recorder.snapshot().sum()).isCloseTo(4_701 * 23.5, within(4_701 * 23.5 * 0.001));
        assertAgreesWithHdrHistogram(recorder.snapshot(), FREEZE);
    }

    @Test
    void anyFreeze_agreesWithHdrHistogramsCorrection() {
        Random random = new Random(8);
        for (int round = 0; round < 100; round++) {
            LagRecorder recorder = new LagRecorder(INTERVAL);
            long lag = INTERVAL + (random.nextLong() >>> (27 + random.nextInt(10)));
            seenAtRandomTimes(recorder, lag, random);
            recorder.ran(lag);

            assertAgreesWithHdrHistogram(recorder.snapshot(), lag);
        }
    }

    @Test
    void stallThatNobodySaw_isRecordedExactly() {
        LagRecorder recorder = new LagRecorder(INTERVAL);

        recorder.ran(25_000_000);

        assertThat(recorder.snapshot().count()).isEqualTo(3);
        assertThat(recorder.snapshot().sum()).isCloseTo(0.005 + 0.015 + 0.025, within(1e-9));
    }

    @Test
    void beatOnTime_isOneSample() {
        LagRecorder recorder = new LagRecorder(INTERVAL);

        assertThat(recorder.ran(70_000)).isEqualTo(1);
        assertThat(recorder.ran(-5)).isEqualTo(1);

        assertThat(recorder.snapshot().count()).isEqualTo(2);
        assertThat(recorder.snapshot().zeroCount()).isEqualTo(1);
    }

    private static void seenAtRandomTimes(LagRecorder recorder, long lag, Random random) {
        long age = 0;
        for (int n = random.nextInt(200); n > 0; n--) {
            age += (long) ((lag - age) * random.nextDouble() / n * 2);
            recorder.outstanding(Math.min(age, lag));
        }
    }

    private static void assertNothingFell(HistogramSnapshot before, HistogramSnapshot now) {
        Map<Integer, Long> newer = Buckets.of(now);
        Buckets.of(before)
                .forEach((bucket, count) ->
                        assertThat(newer.getOrDefault(bucket, 0L)).isGreaterThanOrEqualTo(count));
        assertThat(now.count()).isGreaterThanOrEqualTo(before.count());
        assertThat(now.sum()).isGreaterThanOrEqualTo(before.sum());
    }

    /** The oracle leaves out the beat whose lag is below the interval; a heartbeat that was due is one of ours. */
    private static void assertAgreesWithHdrHistogram(HistogramSnapshot snapshot, long lag) {
        Histogram oracle = new Histogram(4);
        oracle.recordValueWithExpectedInterval(lag, INTERVAL);
        if (oracle.getTotalCount() < snapshot.count()) {
            oracle.recordValue(lag % INTERVAL);
        }
        assertThat(snapshot.count()).isEqualTo(oracle.getTotalCount());
        for (double quantile : new double[] {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1}) {
            long rank = Math.max(1, (long) Math.ceil(quantile * snapshot.count()));
            double exact = (lag % INTERVAL + (rank - 1) * INTERVAL) * 1e-9;
            double hdr = oracle.getValueAtPercentile(quantile * 100) * 1e-9;
            assertThat(hdr).isCloseTo(exact, within(exact * 0.001));
            assertThat(snapshot.quantile(quantile))
                    .as("quantile %s of a lag of %d ns", quantile, lag)
                    .isBetween(exact / BUCKET_WIDTH, exact * BUCKET_WIDTH * BUCKET_WIDTH);
        }
    }
}
