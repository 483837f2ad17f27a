package dev.holter.probe.watch;

import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.StolenTime;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Readings that a test sets. */
final class FakeReadings implements ProcessReadings {
    long cpu;
    long collections;
    OptionalLong runDelay = OptionalLong.of(0);
    OptionalLong jvmRunDelay = OptionalLong.of(0);
    OptionalLong throttled = OptionalLong.of(0);
    StolenTime stolen = StolenTime.UNKNOWN;
    OptionalInt processor = OptionalInt.of(0);
    boolean cpuKnown = true;
    int cpuReadings;
    Runnable onCpu = () -> {};

    @Override
    public OptionalLong cpuNanos() {
        cpuReadings++;
        onCpu.run();
        return cpuKnown ? OptionalLong.of(cpu) : OptionalLong.empty();
    }

    @Override
    public long collectionPauseNanos() {
        return collections;
    }

    @Override
    public OptionalLong runDelayNanos() {
        return runDelay;
    }

    @Override
    public OptionalLong jvmRunDelayNanos() {
        return jvmRunDelay;
    }

    @Override
    public OptionalLong throttledNanos() {
        return throttled;
    }

    @Override
    public StolenTime stolen() {
        return stolen;
    }

    @Override
    public StolenTime stolenLately() {
        return stolen;
    }

    @Override
    public OptionalInt processor() {
        return processor;
    }
}
