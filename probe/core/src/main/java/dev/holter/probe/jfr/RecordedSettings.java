package dev.holter.probe.jfr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the recording asks of the JVM. Every setting is given, because the JDKs' defaults differ: 17
 * records reads from 20 ms on, 25 from 1 ms on and at most a hundred a second. Stacks are asked for
 * with samples and for virtual threads only: the probe has its own of loops, taken while the loop stood.
 *
 * <p>Settings of recordings that run at the same time add up: the lowest threshold holds, and each
 * recording gets the events that another asked for.
 */
final class RecordedSettings {
    /** Those that every read and write of a socket pays for. */
    static final List<String> TRANSFERS = List.of("jdk.SocketRead", "jdk.SocketWrite");

    private static final List<String> CALLS =
            List.of("SocketRead", "SocketWrite", "FileRead", "FileWrite", "FileForce", "JavaMonitorEnter");
    /** Idle threads wait as well, in every pool of the service: a higher threshold keeps them from being counted. */
    private static final List<String> WAITS =
            List.of("ThreadSleep", "ThreadPark", "JavaMonitorWait", "VirtualThreadPinned");

    private static final List<String> PAUSES = List.of("GCPhasePause", "SafepointBegin", "ExecuteVMOperation");
    private static final List<String> ALWAYS = List.of("GarbageCollection", "ProcessStart");
    private static final List<String> EACH_SECOND = List.of("ContainerCPUThrottling", "CPULoad");

    private static final long CALL_MILLIS = 10;
    private static final long WAIT_MILLIS = 20;
    private static final long PAUSE_MILLIS = 5;

    private final Map<String, String> settings = new HashMap<>();

    private RecordedSettings() {}

    /** What takes less than half the threshold of a stall is left out: it is no part worth telling. */
    static Map<String, String> of(RecordingOptions options) {
        long mostMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(options.stallThresholdNanos()) / 2);
        RecordedSettings made = new RecordedSettings();
        CALLS.forEach(event -> made.from(event, Math.min(CALL_MILLIS, mostMillis)));
        WAITS.forEach(event -> made.from(event, Math.min(WAIT_MILLIS, mostMillis)));
        PAUSES.forEach(event -> made.from(event, Math.min(PAUSE_MILLIS, mostMillis)));
        ALWAYS.forEach(event -> made.from(event, 0));
        EACH_SECOND.forEach(event -> made.set(event, "period", "1 s"));
        made.withStacks("VirtualThreadPinned");
        if (options.cpuSamples()) {
            made.set("CPUTimeSample", "throttle", "500/s");
            made.withStacks("CPUTimeSample");
        }
        return Map.copyOf(made.settings);
    }

    private void from(String event, long millis) {
        set(event, "threshold", millis + " ms");
        // From JDK 25 on, of input and output only: other threads' calls are not to crowd out those of loops.
        set(event, "throttle", "1000/s");
    }

    private void withStacks(String event) {
        settings.put("jdk." + event + "#stackTrace", "true");
    }

    private void set(String event, String setting, String value) {
        settings.put("jdk." + event + "#enabled", "true");
        settings.put("jdk." + event + "#stackTrace", "false");
        settings.put("jdk." + event + "#" + setting, value);
    }
}
