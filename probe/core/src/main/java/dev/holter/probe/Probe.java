package dev.holter.probe;

import dev.holter.probe.deliver.Reporter;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.host.JvmProcessReadings;
import dev.holter.probe.host.JvmThreadCpuClock;
import dev.holter.probe.jfr.FlightRecording;
import dev.holter.probe.report.Names;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.time.SystemProbeClock;
import dev.holter.probe.watch.Drop;
import dev.holter.probe.watch.Drops;
import dev.holter.probe.watch.Findings;
import dev.holter.probe.watch.LoopHandle;
import dev.holter.probe.watch.StallWatchdog;
import dev.holter.probe.watch.WatchdogThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The probe of one service process: schedules heartbeats on the loops it is given, tells sinks how late
 * they ran, and finds out why while they do not. Any thread may call it; all of its own threads are
 * daemons.
 */
public final class Probe implements AutoCloseable {
    private static final int INCIDENT_PREFIX = 12;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Drops drops = new Drops();
    private final Reporter reporter;
    private final Optional<FlightRecording> recording;
    private final WatchdogThread watchdogThread;
    private final long slowCallbackNanos;
    private final long quickCallbackNanos;
    private final Set<String> names = new HashSet<>();

    private Probe(ProbeBuilder settings) {
        this.slowCallbackNanos = settings.slowCallbackNanos();
        this.quickCallbackNanos = settings.quickCallbackNanos();
        ProcessIdentity identity = settings.identity();
        this.reporter = new Reporter(identity, settings.sinks(), drops, this::revive);
        this.recording = settings.jfr()
                ? Optional.of(
                        new FlightRecording(SystemProbeClock.INSTANCE, settings.recordingOptions(), drops, reporter))
                : Optional.empty();
        Findings findings = recording.isPresent() ? recording.get() : reporter;
        this.watchdogThread = new WatchdogThread(
                SystemProbeClock.INSTANCE,
                drops,
                wake -> new StallWatchdog(
                        SystemProbeClock.INSTANCE,
                        settings.timing(),
                        new JvmThreadCpuClock(),
                        new JvmProcessReadings(SystemProbeClock.INSTANCE::nanoTime),
                        new Diagnosis(settings.frameClassifier(), settings.quickCallbackNanos()),
                        identity.runId().substring(0, INCIDENT_PREFIX),
                        drops,
                        findings,
                        reporter::sinkDrops,
                        wake));
    }

    /**
     * Starts to build a probe.
     *
     * @param service name of the service, 1 to 200 characters
     */
    public static ProbeBuilder builder(String service) {
        return new ProbeBuilder(service);
    }

    static Probe start(ProbeBuilder settings) {
        Probe probe = new Probe(settings);
        probe.reporter.start();
        probe.watchdogThread.start();
        probe.recording.ifPresent(
                recording -> recording.start(probe.watchdogThread.watchdog(), probe.watchdogThread::wake));
        return probe;
    }

    /**
     * Watches a loop until the handle is closed, the probe is closed or the loop terminates. Does not
     * block. A name that another loop has already gets a number added; one that the collector does not take is made
     * one that it does: {@link Names}.
     */
    public WatchedLoop watch(Loop loop) {
        Watch watch = new Watch(uniqueName(loop.name()));
        watchdogThread.watchdog().watch(watch, loop, watch.name, watch.requests, watch.callbacks);
        watchdogThread.wake();
        return watch;
    }

    /** Watches several loops, in the order given. */
    public List<WatchedLoop> watchAll(Collection<? extends Loop> loops) {
        List<WatchedLoop> watched = new ArrayList<>(loops.size());
        for (Loop loop : loops) {
            watched.add(watch(loop));
        }
        return watched;
    }

    /**
     * Ends every watch, brings what was found to the sinks, closes them, and ends the probe's threads.
     * Waits for a sink for at most a second. Idempotent.
     */
    @Override
    public void close() {
        recording.ifPresent(one -> one.close(CLOSE_PATIENCE));
        watchdogThread.end(CLOSE_PATIENCE);
        reporter.close(CLOSE_PATIENCE);
    }

    private void revive() {
        watchdogThread.revive();
    }

    private String uniqueName(String wanted) {
        synchronized (names) {
            String name = Names.of(wanted);
            for (int n = 2; !names.add(name); n++) {
                name = Names.of(wanted, "#" + n);
            }
            return name;
        }
    }

    private final class Watch implements WatchedLoop, LoopHandle {
        private final String name;
        private final RequestMeter requests = new RequestMeter(() -> drops.add(Drop.COUNTER_DISABLED));
        private final CallbackMeter callbacks =
                new CallbackMeter(SystemProbeClock.INSTANCE, slowCallbackNanos, quickCallbackNanos);
        private final AtomicBoolean over = new AtomicBoolean();

        Watch(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public RequestMeter requests() {
            return requests;
        }

        @Override
        public CallbackMeter callbacks() {
            return callbacks;
        }

        @Override
        public void close() {
            if (giveUpName()) {
                watchdogThread.watchdog().unwatch(this);
                watchdogThread.wake();
            }
        }

        @Override
        public void gone() {
            giveUpName();
        }

        /** False where it was given up before, and may be another loop's by now. */
        private boolean giveUpName() {
            if (!over.compareAndSet(false, true)) {
                return false;
            }
            synchronized (names) {
                names.remove(name);
            }
            return true;
        }
    }
}
