package dev.holter.probe.jfr;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.SlowCallback;
import dev.holter.probe.time.ProbeClock;
import dev.holter.probe.watch.Drop;
import dev.holter.probe.watch.Drops;
import dev.holter.probe.watch.Findings;
import dev.holter.probe.watch.ProbeThreads;
import dev.holter.probe.watch.StallWatchdog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the process with the JVM's flight recorder, tells the watchdog what was recorded, and leaves
 * the watchdog's findings in the recording as events of Holter's own. It starts a second after the
 * probe, on a thread of its own, because the first recording of a process takes some tenths of a second
 * to start. Where there can be none, or it fails, it says so in one line and the probe goes on without.
 *
 * <p>A JVM that cannot write its recording because the disk is full exits. So the recording is given up
 * while there is still room: see {@link RecordingRoom}.
 *
 * <p>Any thread may start and close it. The methods of {@link Findings} are for the watchdog thread and
 * pass on what they are given.
 */
public final class FlightRecording implements Findings {
    private static final System.Logger LOG = System.getLogger("dev.holter.probe");
    private static final Duration START_DELAY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ProbeClock clock;
    private final RecordingOptions options;
    private final Drops drops;
    private final Findings next;
    private final TransferCost transferCost = new TransferCost();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable StallTracer tracer;

    /**
     * Prepares a recording; nothing of the recorder is touched yet.
     *
     * @param next where the findings go on to
     */
    public FlightRecording(ProbeClock clock, RecordingOptions options, Drops drops, Findings next) {
        this.clock = clock;
        this.options = options;
        this.drops = drops;
        this.next = next;
    }

    /**
     * Records from about a second later on.
     *
     * @param watchdog is told what was recorded
     * @param wake makes the watchdog's next pass due
     */
    public synchronized void start(StallWatchdog watchdog, Runnable wake) {
        thread = ProbeThreads.factory("holter-jfr").newThread(() -> run(watchdog, wake));
        thread.start();
    }

    /** Ends the recording and removes what it wrote. Waits for that for at most the given time. Idempotent. */
    public synchronized void close(Duration patience) {
        closed.countDown();
        if (thread != null) {
            try {
                thread.join(patience.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void state(ProcessState state) {
        transferCost.state(state, clock.nanoTime());
        trace(to -> to.state(state));
        next.state(state);
    }

    @Override
    public void incident(Incident incident) {
        trace(to -> to.incident(incident));
        next.incident(incident);
    }

    @Override
    public void slowCallback(String loop, SlowCallback callback) {
        trace(to -> to.slowCallback(loop, callback));
        next.slowCallback(loop, callback);
    }

    /** What fails in the recorder is not to keep a finding from the sinks. */
    private void trace(Consumer<StallTracer> call) {
        StallTracer to = tracer;
        if (to != null) {
            try {
                call.accept(to);
            } catch (Throwable fault) {
                tracer = null;
                giveUp(fault.toString());
            }
        }
    }

    private void run(StallWatchdog watchdog, Runnable wake) {
        try {
            if (isClosedWithin(START_DELAY)) {
                return;
            }
            Optional<String> obstacle = obstacle();
            if (obstacle.isPresent()) {
                giveUp(obstacle.get());
            } else {
                record(watchdog, wake);
            }
        } catch (Throwable fault) {
            giveUp(fault.toString());
        }
    }

    private static Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            return Optional.of("this runtime has no module jdk.jfr");
        }
        return RecordingRoom.shortage();
    }

    private void record(StallWatchdog watchdog, Runnable wake)
            throws InterruptedException, ReflectiveOperationException {
        RecorderStart.start();
        try (RecordingSession session = new RecordingSession(
                        clock,
                        options,
                        watchdog::threadIds,
                        recorded -> {
                            watchdog.recorded(recorded);
                            wake.run();
                        },
                        () -> drops.add(Drop.RECORDING_SUPPRESSED));
                StallTracer opened = new StallTracer(clock)) {
            tracer = opened;
            watchdog.recording(true);
            follow(session);
        } finally {
            tracer = null;
            watchdog.recording(false);
        }
    }

    /** Looks after the room on the disk while the stream runs on a thread of its own: it has none to spare. */
    private void follow(RecordingSession session) throws InterruptedException {
        StreamRun stream = new StreamRun(session);
        while (!isClosedWithin(BETWEEN_LOOKS)) {
            session.recordTransfers(transferCost.isAffordable());
            boolean ended = stream.isEnded();
            Optional<String> trouble = stream.fault().or(RecordingRoom::shortage);
            if (trouble.isPresent()) {
                giveUp(trouble.get());
                return;
            }
            if (ended) {
                drops.add(Drop.RECORDING_DISABLED);
                LOG.log(System.Logger.Level.DEBUG, "Holter's flight recording was stopped from outside");
                return; // by an operator, or because the JVM shuts down
            }
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp(String reason) {
        drops.add(Drop.RECORDING_DISABLED);
        LOG.log(
                System.Logger.Level.WARNING,
                "Holter goes on without the JVM's flight recorder, so that causes may lack detail: " + reason);
    }
}
