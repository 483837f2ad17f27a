package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {

    @Test
    void nothingGiven_isEnoughToStart() {
        AgentOptions options = AgentOptions.read("", Map.of());

        assertThat(options.isEnabled()).isTrue();
        assertThat(options.hooks()).isTrue();
        assertThatCode(options::probe).doesNotThrowAnyException();
    }

    @Test
    void everyOption_isTaken() {
        AgentOptions options = AgentOptions.read(
                "collector=[::1]:4747, service=orders, process=orders-1, stall-threshold=0.1s, heartbeat-interval=5ms,"
                        + "report-interval=1m, application-packages=com.example.;org.example., library-packages=com.lib.,"
                        + "loops=timer-*;io-?, jfr=off, hooks=off, cpu-samples=on, slow-callback-threshold=20ms, enabled=true, insecure=false",
                Map.of());

        assertThatCode(options::probe).doesNotThrowAnyException();
        assertThat(options.hooks()).isFalse();
    }

    @Test
    void argument_winsOverTheEnvironment() {
        Map<String, String> environment = Map.of("HOLTER_ENABLED", "false", "HOLTER_HOOKS", "off");

        AgentOptions options = AgentOptions.read("enabled=true", environment);

        assertThat(options.isEnabled()).isTrue();
        assertThat(options.hooks()).isFalse();
    }

    @Test
    void variablesOfOthers_areLeftAlone() {
        Map<String, String> environment =
                Map.of("HOLTER_COLLECTOR_SERVICE_HOST", "10.0.0.1", "HOLTER_PORT", "tcp://10.0.0.1:4747");

        assertThatCode(() -> AgentOptions.read("", environment).probe()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "colector=127.0.0.1:1, 'no option ''colector'', but collector, '",
        "service, 'key=value'",
        "=x, 'key=value'",
    })
    void unknownKey_isNamed(String arguments, String message) {
        assertThatThrownBy(() -> AgentOptions.read(arguments, Map.of()))
                .isInstanceOf(WrongOption.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector=127.0.0.1",
                "collector=192.0.2.1:4747",
                "service=",
                "stall-threshold=50",
                "stall-threshold=1ms",
                "report-interval=2m",
                "insecure=1",
                "jfr=maybe",
                "cpu-samples=maybe",
                "slow-callback-threshold=20",
                "slow-callback-threshold=2m",
            })
    void wrongValue_isNamedWithItsOption(String argument) {
        AgentOptions options = AgentOptions.read(argument, Map.of());

        assertThatThrownBy(options::probe).isInstanceOf(WrongOption.class).hasMessageStartingWith(argument + ": ");
    }

    @Test
    void collectorOnAnotherHost_isTakenWhereThatIsAllowed() {
        AgentOptions options = AgentOptions.read("insecure=true,collector=192.0.2.1:4747", Map.of());

        assertThatCode(options::probe).doesNotThrowAnyException();
    }
}
