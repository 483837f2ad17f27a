package dev.holter.probe.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LagBucketsTest {
    private static final int PER_OCTAVE = 32;
    private static final BigInteger NANOS_A_SECOND =
            BigInteger.valueOf(1_000_000_000).pow(PER_OCTAVE);

    @Test
    void slots_holdWhatTheirDefinitionSays() {
        Random random = new Random(1);
        LongStream.generate(() -> random.nextLong() >>> (18 + random.nextInt(34)))
                .limit(3_000)
                .filter(nanos -> nanos > 953 && nanos < 1L << 46)
                .forEach(LagBucketsTest::assertInItsBucket);
    }

    @Test
    void bothSidesOfEachBoundary_areInTheirOwnBuckets() {
        for (int slot = 0; slot < LagBuckets.COUNT - 1; slot++) {
            long upper = LagBuckets.upperNanos(slot);
            if (upper > LagBuckets.upperNanos(slot - 1)) {
                assertThat(LagBuckets.slot(upper)).isEqualTo(slot);
                assertInItsBucket(upper);
            }
            assertThat(LagBuckets.slot(upper + 1)).isGreaterThan(slot);
            assertInItsBucket(upper + 1);
        }
    }

    @Test
    void powersOfTwo_areTheLargestValuesOfTheirBuckets() {
        for (int power = -9; power < 17; power++) {
            long nanos = (long) Math.scalb(1e9, power);

            assertThat(LagBuckets.index(LagBuckets.slot(nanos))).isEqualTo(power * PER_OCTAVE);
            assertThat(LagBuckets.index(LagBuckets.slot(nanos + 1))).isEqualTo(power * PER_OCTAVE + 1);
        }
    }

    @Test
    void lagsUpToTheThreshold_areInTheZeroBucket() {
        assertThat(LagBuckets.slot(0)).isEqualTo(LagBuckets.ZERO_SLOT);
        assertThat(LagBuckets.slot(953)).isEqualTo(LagBuckets.ZERO_SLOT);
        assertThat(LagBuckets.slot(954)).isZero();
        assertThat(LagBuckets.upperNanos(LagBuckets.ZERO_SLOT)).isEqualTo(953);
    }

    @Test
    void lagsBeyondTheLastBoundary_areInTheLastBucket() {
        assertThat(LagBuckets.slot(1L << 50)).isEqualTo(LagBuckets.COUNT - 1);
        assertThat(LagBuckets.slot(Long.MAX_VALUE)).isEqualTo(LagBuckets.COUNT - 1);
        assertThat(LagBuckets.upperNanos(LagBuckets.COUNT - 1)).isEqualTo(Long.MAX_VALUE);
    }

    /** In whole numbers: 2^((i-1)/32) < s <= 2^(i/32) where 2^(i-1) < s^32 <= 2^i. */
    private static void assertInItsBucket(long nanos) {
        int index = LagBuckets.index(LagBuckets.slot(nanos));
        BigInteger power = BigInteger.valueOf(nanos).pow(PER_OCTAVE);

        assertThat(isAbove(power, index))
                .as("%d ns above bucket %d", nanos, index)
                .isFalse();
        assertThat(isAbove(power, index - 1))
                .as("%d ns below bucket %d", nanos, index)
                .isTrue();
    }

    private static boolean isAbove(BigInteger power, int index) {
        return index >= 0
                ? power.compareTo(NANOS_A_SECOND.shiftLeft(index)) > 0
                : power.shiftLeft(-index).compareTo(NANOS_A_SECOND) > 0;
    }
}
