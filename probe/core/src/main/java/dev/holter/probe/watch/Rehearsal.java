package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.Loop;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.StolenTime;
import dev.holter.probe.host.ThreadAccounts;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.report.Incident;
import dev.holter.probe.time.ProbeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A stall of a loop that is not there, from its first beat to its end, by everything that a real one goes through up to
 * where it would be told: else the first stall of a service would be told late, by the time that it takes to load that
 * code and to run it for the first time. The thread that plays it plays the loop as well. Time is that of the clock, put
 * forward where a loop would be waited for.
 */
final class Rehearsal {
    /** The first one loads the code, the others have the JVM compile it; each of them takes a millisecond. */
    private static final int TIMES = 20;
    /** Of a stall: what is told without a stack is told before. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WatchContext context;
    private final ClockAhead clock;
    private final StandIn loop = new StandIn();
    private final CallbackMeter callbacks;
    private final LoopMonitor monitor;

    /** With what any thread may use of the watchdog's, and with nothing of what it keeps. */
    Rehearsal(
            ProbeClock realClock,
            Timing timing,
            ThreadCpuClock cpuClock,
            ThreadAccounts threadAccounts,
            StackSampler sampler,
            Diagnosis diagnosis) {
        clock = new ClockAhead(realClock);
        ProcessReadings readings = new NoReadings();
        context = new WatchContext(
                clock,
                timing,
                cpuClock,
                threadAccounts,
                readings,
                sampler,
                new PauseDetector(readings, clock),
                diagnosis,
                new IncidentBudget(StandIn.NAME),
                new Drops(),
                new RecentStalls(diagnosis),
                () -> {},
                new ArrayList<>());
        callbacks = new CallbackMeter(clock, timing.thresholdNanos());
        monitor = new LoopMonitor(loop, loop.name(), new RequestMeter(), callbacks, context, clock.nanoTime());
    }

    /** Begins to rehearse, on a thread that ends with it: the watchdog has loops to watch meanwhile. */
    static void start(WatchContext real) {
        Runnable all = () -> {
            real.diagnosis().rehearse(real.sampler().rehearse());
            for (int time = 0; time < TIMES; time++) {
                new Rehearsal(
                                real.clock(),
                                real.timing(),
                                real.cpuClock(),
                                real.threadAccounts(),
                                real.sampler(),
                                real.diagnosis())
                        .play();
            }
        };
        ProbeThreads.factory("holter-rehearsal").newThread(all).start();
    }

    /** What would have been told when it began, and when it ended. */
    List<Incident> play() {
        callbacks.began();
        callbacks.ran(StandIn.class);
        pass(0);
        loop.runBeat();
        pass(context.timing().heartbeatNanos());
        pass(context.timing().heartbeatNanos());
        pass(context.timing().thresholdNanos());
        awaitIncident();
        loop.runBeat();
        pass(0);
        monitor.state(clock.nanoTime());
        return context.takeFound();
    }

    private void awaitIncident() {
        long beganNanos = clock.nanoTime();
        boolean patient = true;
        while (context.foundInPass().isEmpty() && patient) {
            patient = clock.nanoTime() - beganNanos < PATIENCE_NANOS; // before the pass: the last one comes after that
            LockSupport.parkNanos(this, BETWEEN_LOOKS_NANOS);
            pass(0);
        }
    }

    private void pass(long laterNanos) {
        clock.aheadNanos += laterNanos;
        long nowNanos = clock.nanoTime();
        context.pauses().woke(nowNanos);
        monitor.tick(nowNanos);
    }

    /** A loop that runs a heartbeat when it is told to. */
    private static final class StandIn implements Loop {
        static final String NAME = "rehearsal";

        private Runnable beat = () -> {};

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String kind() {
            return NAME;
        }

        @Override
        public void execute(Runnable callback) {
            beat = callback;
        }

        void runBeat() {
            beat.run();
        }
    }

    private static final class ClockAhead implements ProbeClock {
        private final ProbeClock clock;
        private long aheadNanos;

        ClockAhead(ProbeClock clock) {
            this.clock = clock;
        }

        @Override
        public long nanoTime() {
            return clock.nanoTime() + aheadNanos;
        }

        @Override
        public long epochNanos() {
            return clock.epochNanos() + aheadNanos;
        }
    }

    /** The watchdog reads them in each pass, and they are its thread's alone. */
    private static final class NoReadings implements ProcessReadings {
        @Override
        public OptionalLong cpuNanos() {
            return OptionalLong.empty();
        }

        @Override
        public long collectionPauseNanos() {
            return 0;
        }

        @Override
        public OptionalLong runDelayNanos() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong jvmRunDelayNanos() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong throttledNanos() {
            return OptionalLong.empty();
        }

        @Override
        public StolenTime stolen() {
            return StolenTime.UNKNOWN;
        }

        @Override
        public StolenTime stolenLately() {
            return StolenTime.UNKNOWN;
        }

        @Override
        public OptionalInt processor() {
            return OptionalInt.empty();
        }
    }
}
