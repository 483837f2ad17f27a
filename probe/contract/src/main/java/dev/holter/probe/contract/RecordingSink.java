package dev.holter.probe.contract;

import dev.holter.probe.ProbeSink;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps what a probe found and lets a test wait for it. Every await method returns at
 * once where the condition already holds, and throws an {@link AssertionError} that says what was
 * seen instead where it does not within the sink's patience. Any thread may call it. Keeps every
 * incident and the latest state, not the states before it.
 */
public final class RecordingSink implements ProbeSink {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Incident> incidents = new ArrayList<>();
    private final Duration patience;
    private @Nullable ProcessIdentity identity;
    private @Nullable ProcessState latest;
    private boolean closed;

    /** A sink that waits for up to 20 seconds. */
    public RecordingSink() {
        this(DEFAULT_PATIENCE);
    }

    /** A sink that waits for as long as given. */
    public RecordingSink(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start(ProcessIdentity identity) {
        change(() -> this.identity = identity);
    }

    @Override
    public void state(ProcessState state) {
        change(() -> latest = state);
    }

    @Override
    public void incident(Incident incident) {
        change(() -> incidents.add(incident));
    }

    @Override
    public void close() {
        change(() -> closed = true);
    }

    /** Waits until the probe has introduced itself. */
    public ProcessIdentity awaitIdentity() {
        return await("an introduction", () -> Optional.ofNullable(identity));
    }

    /** Waits for a state that satisfies the condition. */
    public ProcessState awaitState(String what, Predicate<ProcessState> condition) {
        return await("a state with " + what, () -> Optional.ofNullable(latest).filter(condition));
    }

    /** Waits for the state after the next one: all of it was taken after this call. */
    public ProcessState awaitFreshState() {
        long seen = latestSequence();
        return awaitState("a sequence above " + (seen + 1), state -> state.sequence() > seen + 1);
    }

    /** Waits for a state in which the loop satisfies the condition. */
    public LoopState awaitLoop(String loop, String what, Predicate<LoopState> condition) {
        return await("loop " + loop + " with " + what, () -> latestOf(loop).filter(condition));
    }

    /** Waits for a state in which the loop is not watched. */
    public ProcessState awaitNoLoop(String loop) {
        return awaitState(
                "no loop " + loop,
                state -> state.loops().stream().noneMatch(one -> one.loop().equals(loop)));
    }

    /** Waits for an incident, in any revision, that satisfies the condition; the first that does. */
    public Incident awaitIncident(String what, Predicate<Incident> condition) {
        return await(
                "an incident with " + what,
                () -> incidents.stream().filter(condition).findFirst());
    }

    /** Waits until the probe has closed this sink. */
    public void awaitClose() {
        await("a closed sink", () -> closed ? Optional.of(true) : Optional.empty());
    }

    /** Every revision of every incident of a loop so far, in the order in which they came. */
    public List<Incident> incidentsOf(String loop) {
        return locked(
                () -> incidents.stream().filter(one -> one.loop().equals(loop)).toList());
    }

    /** The latest revision of every incident of a loop that has not ended. */
    public List<Incident> openIncidentsOf(String loop) {
        Map<String, Incident> latestById = new LinkedHashMap<>();
        incidentsOf(loop).forEach(one -> latestById.put(one.id(), one));
        return latestById.values().stream().filter(Incident::open).toList();
    }

    private long latestSequence() {
        return locked(() -> latest == null ? 0 : latest.sequence());
    }

    private Optional<LoopState> latestOf(String loop) {
        return Optional.ofNullable(latest).stream()
                .flatMap(state -> state.loops().stream())
                .filter(one -> one.loop().equals(loop))
                .findFirst();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T await(String what, Supplier<Optional<T>> condition) {
        lock.lock();
        try {
            long left = patience.toNanos();
            Optional<T> found = condition.get();
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = condition.get();
            }
            return found.orElseThrow(() -> new AssertionError(disappointment(what)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }

    private String disappointment(String what) {
        StringBuilder text = new StringBuilder("waited ")
                .append(TimeUnit.NANOSECONDS.toSeconds(patience.toNanos()))
                .append(" s for ")
                .append(what);
        if (latest != null) {
            text.append("\nstate ").append(latest.sequence()).append(", drops ").append(latest.drops());
            latest.loops().forEach(loop -> text.append("\n  ").append(brief(loop)));
        }
        incidents.forEach(incident -> text.append("\n  ").append(brief(incident)));
        return text.toString();
    }

    private static String brief(LoopState loop) {
        return "loop " + loop.loop() + ": " + loop.heartbeats() + " heartbeats, stall age " + loop.stallAgeNanos()
                + ", stalls " + loop.stalls() + ", pending " + loop.tasksPending() + ", requests "
                + loop.requestsStarted() + " started " + loop.requestsFinished() + " finished";
    }

    private static String brief(Incident incident) {
        return "incident " + incident.id() + " revision " + incident.revision()
                + (incident.open() ? " open " : " ended ")
                + incident.durationNanos() + " ns on " + incident.loop() + ": " + incident.cause() + " by "
                + incident.culprit() + ", " + incident.demand() + ", " + incident.evidence();
    }
}
