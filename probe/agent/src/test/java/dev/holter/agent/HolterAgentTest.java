package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolterAgentTest {

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25"})
    void release_isReadInOldAndNewForm(String specificationVersion, int release) {
        assertThat(HolterAgent.release(specificationVersion)).isEqualTo(release);
    }

    @ParameterizedTest
    @CsvSource({"1.8, 8", "11, 11", "16, 16"})
    void olderJdk_isRefusedInOneLine(String specificationVersion, int release) {
        assertThat(HolterAgent.complaint(specificationVersion))
                .isEqualTo("the agent needs JDK 17 or later, and this is " + release + "; the service runs without it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "26"})
    void jdkFrom17On_isTaken(String specificationVersion) {
        assertThat(HolterAgent.complaint(specificationVersion)).isEmpty();
    }
}
