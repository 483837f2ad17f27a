package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorStreamBuilderTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4747", "127.8.9.10:1", "localhost:4747", "LOCALHOST:65535", "[::1]:4747"})
    void loopbackAddress_isTaken(String address) {
        assertThatCode(() -> CollectorStream.to(address)).doesNotThrowAnyException();
        assertThat(CollectorAddress.parse(address)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7:4747", "collector.example:4747", "[fe80::1]:4747", "127.0.0.1.example:4747"})
    void otherHost_needsInsecure(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.to(address))
                .withMessageContaining(address)
                .withMessageContaining("insecure()");
        assertThatCode(() ->
                        CollectorStream.builder().address(address).insecure().build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "127.0.0.1", ":4747", "127.0.0.1:", "127.0.0.1:port", "::1:4747", "http://localhost:4747"})
    void textThatIsNoAddress_isExplained(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.to(address))
                .withMessage(
                        "collector address \"" + address + "\" is not HOST:PORT, such as 127.0.0.1:4747 or [::1]:4747");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536, 99_999})
    void portOutOfRange_isExplained(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.builder().address("localhost", port))
                .withMessage("collector port " + port + " is not between 1 and 65535");
    }

    @Test
    void hostThatIsNone_isExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.builder().address("local host", 4747))
                .withMessageContaining("collector host \"local host\" is neither a name nor an IP address");
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT10S", "PT10S,PT1S", "PT1S,PT2H"})
    void backoffOutOfRange_isExplained(Duration first, Duration longest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.builder().backoff(first, longest))
                .withMessage("backoff from " + first + " to " + longest + " is not a range between PT0.001S and PT1H");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_001})
    void incidentCapacityOutOfRange_isExplained(int incidents) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CollectorStream.builder().incidentCapacity(incidents))
                .withMessage("incident capacity " + incidents + " is not between 1 and 100000");
    }
}
