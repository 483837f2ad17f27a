package dev.holter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {

    @Test
    void readingThatFailsAtFirst_isReadAgain() {
        AtomicInteger reads = new AtomicInteger();

        int value = Eventually.await(
                "third reading",
                Duration.ofSeconds(10),
                () -> {
                    if (reads.incrementAndGet() < 3) {
                        throw new IOException("not there");
                    }
                    return reads.get();
                },
                count -> count >= 3);

        assertThat(value).isEqualTo(3);
    }

    @Test
    void conditionThatNeverHolds_failsWithWhatWasSeenLast() {
        assertThatThrownBy(() -> Eventually.await("seven", Duration.ofMillis(1), () -> 6, value -> value == 7))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seven")
                .hasMessageContaining("last seen: 6");
    }
}
