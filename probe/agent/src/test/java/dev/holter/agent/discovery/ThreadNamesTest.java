package dev.holter.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadNamesTest {

    @ParameterizedTest
    @CsvSource({
        "timer-*, timer-1, true",
        "timer-*, my-timer-1, false",
        "pool-?-thread-1, pool-2-thread-1, true",
        "pool-?-thread-1, pool-22-thread-1, false",
        "a.b, axb, false",
        "*[1], x[1], true",
    })
    void pattern_matchesTheWholeName(String pattern, String name, boolean matches) {
        assertThat(new ThreadNames(List.of(pattern)).match(name)).isEqualTo(matches);
    }

    @Test
    void noPattern_matchesNothing() {
        assertThat(new ThreadNames(List.of()).match("")).isFalse();
    }
}
