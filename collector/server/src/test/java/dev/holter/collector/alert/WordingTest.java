package dev.holter.collector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "400, less than 0.5 s",
        "500, more than 0.5 s",
        "1999, more than 1 s",
        "47000, more than 30 s",
        "60000, more than 1 min",
        "99999999, more than 60 min"
    })
    void duration_isSaidInSteps(long millis, String said) {
        assertThat(Wording.moreThan(Duration.ofMillis(millis))).isEqualTo(said);
    }
}
