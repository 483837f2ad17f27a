package dev.holter.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectorConfigTest {

    @Test
    void defaults_listenOnLoopback() {
        CollectorConfig config = CollectorConfig.builder().build();

        assertThat(config.grpc()).hasToString("127.0.0.1:4747");
        assertThat(config.http()).hasToString("127.0.0.1:9747");
    }

    @Test
    void addressOffLoopback_isRefusedUnlessInsecureIsSaid() {
        CollectorConfig.Builder builder = CollectorConfig.builder().grpc(new ListenAddress("0.0.0.0", 4747));

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gRPC address 0.0.0.0:4747 is not on loopback")
                .hasMessageContaining("insecure");
        assertThat(builder.insecure(true).build().grpc().port()).isEqualTo(4747);
    }

    @Test
    void unknownHost_isOneLine() {
        assertThatThrownBy(() -> CollectorConfig.builder()
                        .http(new ListenAddress("no such host", 1))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Cannot listen on no such host:1: the host no such host is not known."
                        + " Use an address of this machine.");
    }

    @Test
    void portThatDoesNotExist_isRefused() {
        assertThatThrownBy(() -> new ListenAddress("127.0.0.1", 65536))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void receiverThatIsNoHttpAddress_isRefused() {
        assertThatThrownBy(() -> CollectorConfig.builder()
                        .alertmanagers(List.of(URI.create("localhost:9093")))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The Alertmanager address localhost:9093 is not one");
    }

    @Test
    void limitOfNothing_isRefused() {
        assertThatThrownBy(() -> new IngestLimits(0, 1, 1, 1, 1, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The limit connections is 0: it has to be 1 or more.");
    }
}
