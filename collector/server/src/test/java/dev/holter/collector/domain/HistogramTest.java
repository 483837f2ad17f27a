package dev.holter.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final Histogram EARLIER = histogram(1, new int[] {-300, -280}, new long[] {4, 2});

    @Test
    void whatCameSince_isWhatBucketsGained() {
        Histogram since = histogram(3, new int[] {-300, -290, -280, 5}, new long[] {4, 1, 5, 7})
                .since(EARLIER);

        assertThat(since.indexes()).containsExactly(-290, -280, 5);
        assertThat(since.counts()).containsExactly(1, 3, 7);
        assertThat(since.zeroCount()).isEqualTo(2);
        assertThat(since.count()).isEqualTo(13);
        assertThat(since.sum()).isEqualTo(13.0);
    }

    @Test
    void sinceItself_isNothing() {
        assertThat(EARLIER.since(EARLIER).count()).isZero();
        assertThat(EARLIER.since(EARLIER).indexes()).isEmpty();
    }

    @Test
    void histogramThatStartedAfresh_isAllSince() {
        for (Histogram afresh : new Histogram[] {
            histogram(0, new int[] {-300, -280}, new long[] {9, 9}),
            histogram(1, new int[] {-300, -280}, new long[] {3, 9}),
            histogram(1, new int[] {-300}, new long[] {9}),
            histogram(1, new int[] {-290}, new long[] {1}),
            new Histogram(4, 0, 1, 19, 19, new int[] {-300, -280}, new long[] {9, 9})
        }) {
            assertThat(afresh.since(EARLIER)).isSameAs(afresh);
        }
    }

    private static Histogram histogram(long zeros, int[] indexes, long[] counts) {
        long count = zeros;
        for (long one : counts) {
            count += one;
        }
        return new Histogram(5, 0, zeros, count, count, indexes, counts);
    }
}
