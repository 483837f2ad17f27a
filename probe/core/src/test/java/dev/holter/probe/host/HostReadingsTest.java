package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HostReadingsTest {

    @Test
    void firstTwoNumbersOfSchedstat_areCpuTimeAndRunDelay() {
        assertThat(Schedstat.parse("4061 7029 12\n")).hasValue(new Schedstat(4061, 7029));
        assertThat(Schedstat.parse("0 0 0")).hasValue(new Schedstat(0, 0));
    }

    @Test
    void otherText_yieldsNothing() {
        assertThat(Schedstat.parse("")).isEmpty();
        assertThat(Schedstat.parse("4061")).isEmpty();
        assertThat(Schedstat.parse("4061 7029")).isEmpty();
        assertThat(Schedstat.parse("a b c")).isEmpty();
        assertThat(Schedstat.parse("1  2")).isEmpty();
        assertThat(Schedstat.parse("1 99999999999999999999 2")).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runDelayOfAThread_neverFalls() {
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        long before = readings.runDelayNanos().orElseThrow();

        burn(50);

        assertThat(readings.runDelayNanos().orElseThrow()).isGreaterThanOrEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threadThatTakesTheReadingsOver_readsItsOwnRunDelay() throws InterruptedException {
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        Thread first = new Thread(readings::runDelayNanos);
        first.start();
        first.join();

        long atFirst = readings.runDelayNanos().orElseThrow();
        burn(50);
        assertThat(readings.runDelayNanos().orElseThrow()).isGreaterThanOrEqualTo(atFirst);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runDelayOfTheJvmsOwnThread_neverFalls() {
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        long before = readings.jvmRunDelayNanos().orElseThrow();

        burn(50);

        assertThat(readings.jvmRunDelayNanos().orElseThrow()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void withoutThreadsToLookAmong_theJvmsRunDelayIsUnknown() {
        assertThat(new VmThread(Path.of("/proc/not-there")).runDelayNanos()).isEmpty();
    }

    @Test
    void cpuTimes_growWithWork() {
        JvmThreadCpuClock clock = new JvmThreadCpuClock();
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        long thread = clock.cpuNanos(Thread.currentThread()).orElseThrow();
        long process = readings.cpuNanos().orElseThrow();

        burn(50);

        assertThat(clock.cpuNanos(Thread.currentThread()).orElseThrow() - thread)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(readings.cpuNanos().orElseThrow()).isGreaterThan(process);
    }

    @Test
    void threadThatHasEnded_hasNoCpuTime() throws InterruptedException {
        Thread thread = new Thread(() -> {});
        thread.start();
        thread.join();

        assertThat(new JvmThreadCpuClock().cpuNanos(thread)).isEmpty();
    }

    @Test
    void collections_areCounted() {
        JvmProcessReadings readings = new JvmProcessReadings(System::nanoTime);
        long before = readings.collectionPauseNanos();
        for (int n = 0; n < 1_000 && readings.collectionPauseNanos() == before; n++) {
            System.gc();
        }

        assertThat(readings.collectionPauseNanos()).isGreaterThan(before);
    }

    private static void burn(long cpuMillis) {
        JvmThreadCpuClock clock = new JvmThreadCpuClock();
        long end = clock.cpuNanos(Thread.currentThread()).orElseThrow() + TimeUnit.MILLISECONDS.toNanos(cpuMillis);
        long now = 0;
        while (now < end) {
            now = clock.cpuNanos(Thread.currentThread()).orElseThrow();
        }
    }
}
