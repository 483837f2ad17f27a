package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolterAgentTest {

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25"})
    void release_isReadInOldAndNewForm(String specificationVersion, int release) {
        assertThat(HolterAgent.release(specificationVersion)).isEqualTo(release);
    }
}
