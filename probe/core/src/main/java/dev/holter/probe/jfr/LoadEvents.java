package dev.holter.probe.jfr;

import dev.holter.probe.report.Cause;
import dev.holter.probe.watch.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Reads each second's account of the processors: whether the machine's were all busy, and for how long
 * the control group's quota kept the process from them. Times are the recording's. For the stream's
 * thread.
 */
final class LoadEvents {
    private static final double BUSY = 0.9;
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_THROTTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long UNKNOWN = -1;

    private final List<Recorded> read = new ArrayList<>();
    private long throttledNanos = UNKNOWN;

    void readFrom(EventStream stream) {
        stream.onEvent("jdk.CPULoad", this::load);
        stream.onEvent("jdk.ContainerCPUThrottling", this::throttling);
    }

    /** Takes what was read since the last time. */
    List<Recorded> take() {
        List<Recorded> taken = List.copyOf(read);
        read.clear();
        return taken;
    }

    private void load(RecordedEvent event) {
        float machine = event.getFloat("machineTotal");
        if (machine >= BUSY) {
            add(event, String.format(Locale.ROOT, "processors that were %.0f %% busy", machine * 100));
        }
    }

    private void throttling(RecordedEvent event) {
        long total = event.getLong("cpuThrottledTime");
        long grewBy = throttledNanos == UNKNOWN ? 0 : total - throttledNanos;
        throttledNanos = total;
        if (grewBy >= LEAST_THROTTLED_NANOS) {
            add(
                    event,
                    String.format(
                            Locale.ROOT,
                            "%.0f ms of throttling by the control group's quota within a second",
                            grewBy / 1e6));
        }
    }

    private void add(RecordedEvent event, String words) {
        long atNanos = RecordingClock.endNanos(event);
        read.add(
                new Recorded(Cause.STARVED, Recorded.PROCESS, atNanos - PERIOD_NANOS, atNanos, false, words, Map.of()));
    }
}
