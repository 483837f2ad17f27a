package dev.holter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.42, 0.42 ms",
        "7.26, 7.3 ms",
        "812.4, 812 ms",
        "999.6, 1.00 s",
        "8034, 8.03 s",
        "47000, 47.0 s",
        "59960, 1 min 0 s",
        "125000, 2 min 5 s",
        "3840000, 1 h 4 min"
    })
    void duration_isShownInTheUnitOfItsSize(double millis, String text) {
        assertThat(TimeText.ofMillis(millis)).isEqualTo(text);
    }
}
