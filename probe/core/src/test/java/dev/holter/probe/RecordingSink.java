package dev.holter.probe;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps what a real probe reports, for tests to wait for. */
final class RecordingSink implements ProbeSink {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    final List<ProcessState> states = new CopyOnWriteArrayList<>();
    final List<Incident> incidents = new CopyOnWriteArrayList<>();
    volatile @Nullable ProcessIdentity identity;
    volatile boolean closed;

    /** Waits for a condition, and gives up after a minute: on a busy machine things take their time. */
    static boolean await(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos > PATIENCE_NANOS) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    /** The loop in each state that has it. */
    Stream<LoopState> of(String loop) {
        return states.stream()
                .flatMap(state -> state.loops().stream())
                .filter(state -> state.loop().equals(loop));
    }

    boolean hasReported(String loop, long heartbeats) {
        return of(loop).anyMatch(state -> state.heartbeats() >= heartbeats);
    }

    List<Incident> accusations() {
        return incidents.stream()
                .filter(incident -> incident.culprit().isPresent())
                .toList();
    }

    @Override
    public void start(ProcessIdentity started) {
        identity = started;
    }

    @Override
    public void state(ProcessState state) {
        states.add(state);
    }

    @Override
    public void incident(Incident incident) {
        incidents.add(incident);
    }

    @Override
    public void close() {
        closed = true;
    }
}
