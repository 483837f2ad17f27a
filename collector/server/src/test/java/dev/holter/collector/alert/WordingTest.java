package dev.holter.collector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.StackFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
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

    @Test
    void place_isShortAndSaysWhatIsKnown() {
        assertThat(Wording.place(new StackFrame("com.acme.Check", "call", "Check.java", 42)))
                .isEqualTo("Check.call (Check.java:42)");
        assertThat(Wording.place(new StackFrame("Check", "call", "Check.java", 0)))
                .isEqualTo("Check.call (Check.java)");
        assertThat(Wording.place(new StackFrame("com.acme.Check", "call", "", -1)))
                .isEqualTo("Check.call");
    }
}
