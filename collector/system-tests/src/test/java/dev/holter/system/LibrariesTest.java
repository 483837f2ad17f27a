package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.explain.Libraries;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two processes share no code, and are to agree on whose a frame is: what the probe accuses of nothing is folded. */
class LibrariesTest {

    @Test
    void packageThatTheProbeKnows_isKnownToTheCollector() throws ReflectiveOperationException {
        assertThat(ofTheProbe("NAMES"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Libraries.of(name + "part.Type")).isPresent());
    }

    @Test
    void moveThatTheProbeKnows_isKnownToTheCollector() throws ReflectiveOperationException {
        assertThat(ofTheProbe("MOVED_TO"))
                .isNotEmpty()
                .allSatisfy(home -> assertThat(Libraries.of("com.acme" + home + "part.Type"))
                        .isPresent());
    }

    /** A list that is the probe's own matter otherwise. */
    private static List<String> ofTheProbe(String list) throws ReflectiveOperationException {
        Field field =
                Class.forName("dev.holter.probe.diagnosis.LibraryPackages").getDeclaredField(list);
        field.setAccessible(true);
        return ((List<?>) field.get(null)).stream().map(String.class::cast).toList();
    }
}
