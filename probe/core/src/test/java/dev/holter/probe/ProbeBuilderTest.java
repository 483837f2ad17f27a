package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holter.probe.report.ProcessIdentity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeBuilderTest {
    private final ProbeBuilder builder = Probe.builder("shop");

    @Test
    void defaults_areThoseOfTheDesign() {
        ProcessIdentity identity = builder.identity();

        assertThat(identity.heartbeatInterval()).isEqualTo(Duration.ofMillis(10));
        assertThat(identity.stallThreshold()).isEqualTo(Duration.ofMillis(50));
        assertThat(identity.reportInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(identity.service()).isEqualTo("shop");
        assertThat(identity.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(identity.process()).isEqualTo(identity.pid() + "@" + identity.host());
        assertThat(identity.host()).isNotBlank();
        assertThat(identity.runId()).matches("[0-9a-f]{32}");
    }

    @Test
    void everyRun_hasAnIdOfItsOwn() {
        assertThat(builder.identity().runId()).isNotEqualTo(builder.identity().runId());
    }

    @Test
    void names_haveOneTo200Characters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probe.builder(" "))
                .withMessage("service must have 1 to 200 characters, none of them a control character: \" \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.process("p".repeat(201)))
                .withMessageStartingWith("process must have 1 to 200 characters");
        assertThat(builder.process("p".repeat(200)).identity().process()).hasSize(200);
    }

    @Test
    void intervalsOutOfRange_areRefusedWithTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.heartbeatInterval(Duration.ofNanos(999_999)))
                .withMessage("heartbeatInterval must be from 1 ms to 1000 ms: 0 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.stallThreshold(Duration.ofMillis(4)))
                .withMessage("stallThreshold must be from 5 ms to 60000 ms: 4 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.reportInterval(Duration.ofMinutes(2)))
                .withMessage("reportInterval must be from 10 ms to 60000 ms: 120000 ms");
    }

    @Test
    void limits_areAllowed() {
        builder.heartbeatInterval(Duration.ofMillis(1)).heartbeatInterval(Duration.ofSeconds(1));
        builder.stallThreshold(Duration.ofMillis(5)).stallThreshold(Duration.ofMinutes(1));
        builder.reportInterval(Duration.ofMillis(10)).reportInterval(Duration.ofMinutes(1));

        assertThat(builder.timing().heartbeatNanos()).isEqualTo(1_000_000_000);
        assertThat(builder.timing().thresholdNanos()).isEqualTo(60_000_000_000L);
        assertThat(builder.timing().reportNanos()).isEqualTo(60_000_000_000L);
    }

    @Test
    void callbackThatTakesTheStallThreshold_isNotQuickWhateverIsCalledSlow() {
        builder.stallThreshold(Duration.ofMillis(20));
        assertThat(builder.quickCallbackNanos()).isEqualTo(20_000_000);

        builder.slowCallbackThreshold(Duration.ofMillis(10));
        assertThat(builder.quickCallbackNanos()).isEqualTo(10_000_000);
    }

    @Test
    void blankPackages_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.applicationPackages("com.example.", ""))
                .withMessageContaining("applicationPackages must name packages");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.libraryPackages(" "))
                .withMessageContaining("libraryPackages must name packages");
    }
}
