package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestMeterTest {
    private final RequestMeter meter = new RequestMeter();

    @Test
    void meterThatNobodyUses_saysSo() {
        assertThat(meter.isUsed()).isFalse();
        assertThat(meter.startedCount()).isZero();
        assertThat(meter.finishedCount()).isZero();
    }

    @Test
    void requestsOfSeveralThreads_areAllCounted() {
        IntStream.range(0, 10_000).parallel().forEach(n -> {
            meter.started();
            meter.finished();
        });

        assertThat(meter.isUsed()).isTrue();
        assertThat(meter.startedCount()).isEqualTo(10_000);
        assertThat(meter.finishedCount()).isEqualTo(10_000);
    }
}
