package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StolenTimeTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    @TempDir
    private Path folder;

    private long nowNanos;

    @Test
    void eachProcessor_hasItsOwn() {
        StolenTime before = StolenTimes.of(100, 200);
        StolenTime after = StolenTimes.of(130, 200);

        assertThat(after.since(before, OptionalInt.of(0))).hasValue(30 * MS);
        assertThat(after.since(before, OptionalInt.of(1))).hasValue(0);
    }

    @Test
    void processorThatIsNotKnown_tellsNothing() {
        StolenTime reading = StolenTimes.of(100, 200);

        assertThat(reading.since(StolenTimes.of(100), OptionalInt.of(1))).isEmpty();
        assertThat(reading.since(reading, OptionalInt.of(2))).isEmpty();
        assertThat(reading.since(reading, OptionalInt.empty())).isEmpty();
        assertThat(reading.since(StolenTime.UNKNOWN, OptionalInt.of(0))).isEmpty();
    }

    @Test
    void processorThatIsSwitchedOff_hasNoLineAndLeavesTheOthersTheirs() {
        StolenTime before = StolenTime.parse("cpu  1 1 1 1 1 1 1 7\ncpu2 1 1 1 1 1 1 1 7\n");
        StolenTime after = StolenTime.parse("cpu  1 1 1 1 1 1 1 9\ncpu2 1 1 1 1 1 1 1 9\n");

        assertThat(after.since(before, OptionalInt.of(2))).hasValue(20 * MS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "intr 1 2",
                "cpu",
                "cpu0",
                "cpu0 1 2 3 4 5 6 7",
                "cpuX 1 2 3 4 5 6 7 8",
                "cpu0 1 2 3 4 5 6 7 x"
            })
    void otherText_yieldsNothing(String stat) {
        StolenTime reading = StolenTime.parse(stat);

        assertThat(reading.since(reading, OptionalInt.of(0))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processorOfTheCallingThread_isAmongThoseThatAreTold() {
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        OptionalInt processor = readings.processor();
        StolenTime before = readings.stolenLately();

        assertThat(processor).isPresent();
        assertThat(readings.stolen().since(before, processor).orElseThrow()).isNotNegative();
    }

    @Test
    void readingThatTakesLong_isMadeLessOften() throws Exception {
        Path stat = folder.resolve("stat");
        Files.writeString(stat, "cpu0 1 1 1 1 1 1 1 7\n");
        StolenTimeReader reader = new StolenTimeReader(stat, () -> nowNanos += MS / 1_000);
        StolenTime first = reader.lately();
        Files.writeString(stat, "cpu0 1 1 1 1 1 1 1 8\n");

        nowNanos += 9 * MS;
        assertThat(reader.lately()).as("after nine thousand times as long").isSameAs(first);
        nowNanos += MS;
        assertThat(reader.lately().since(first, OptionalInt.of(0))).hasValue(10 * MS);
    }

    @Test
    void readingThatIsWanted_isMadeAtOnce() throws Exception {
        Path stat = folder.resolve("stat");
        Files.writeString(stat, "cpu0 1 1 1 1 1 1 1 7\n");
        StolenTimeReader reader = new StolenTimeReader(stat, () -> nowNanos += MS);
        StolenTime first = reader.lately();
        Files.writeString(stat, "cpu0 1 1 1 1 1 1 1 9\n");

        assertThat(reader.now().since(first, OptionalInt.of(0))).hasValue(20 * MS);
    }
}
