package dev.holter.collector.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of one process: its stream while it has one, its last report, and the recent past of its loops. Not safe for several threads. */
final class KnownProcess {
    /** How many loops that are gone are remembered, since their last incident may come after they went. */
    private static final int ENDED_LOOPS = 4096;

    private final LinkedHashSet<String> endedLoops = new LinkedHashSet<>();
    private Map<String, LoopView> loops = new HashMap<>();
    private Session session;
    private ProcessView view;
    private @Nullable Instant disconnectedAt;
    /** Whether the stream has brought a report that the next one can be compared with. */
    private boolean comparable;

    KnownProcess(ProcessIdentity identity, Instant now) {
        this.session = new Session(identity);
        this.view = new ProcessView(new ProcessStatus(identity, true, now, Optional.empty()), List.of());
    }

    ProcessView view() {
        return view;
    }

    Session session() {
        return session;
    }

    boolean isRun(String runId) {
        return session.identity().runId().equals(runId);
    }

    boolean isUp() {
        return disconnectedAt == null;
    }

    boolean disconnectedBefore(Instant time) {
        return disconnectedAt != null && disconnectedAt.isBefore(time);
    }

    /**
     * The same run comes on another stream. What the first report of a stream says is believed even
     * where it is less than before, so that one bad report cannot shut a process out for good.
     */
    void reconnect(ProcessIdentity identity) {
        session = new Session(identity);
        disconnectedAt = null;
        comparable = false;
        forgetGauges(true);
    }

    void disconnect(Instant now) {
        disconnectedAt = now;
        forgetGauges(false);
    }

    Outcome<ProcessStatus> report(ProcessState state, Instant now) {
        ProcessState before = view.status().state().orElse(null);
        if (before != null && before.sequence() == state.sequence()) {
            comparable = true;
            return new Outcome.Known<>();
        }
        if (before != null && comparable) {
            Optional<Refusal> refusal = backwards(before, state);
            if (refusal.isPresent()) {
                return new Outcome.Refused<>(refusal.get());
            }
        }
        take(state, now);
        return new Outcome.Taken<>(view.status());
    }

    /** Whether an incident of this loop can be: before the first report, any; afterwards, those that were named. */
    boolean mayHaveIncident(String loop) {
        return view.status().state().isEmpty() || loops.containsKey(loop) || endedLoops.contains(loop);
    }

    private void forgetGauges(boolean up) {
        ProcessStatus known = view.status();
        Optional<ProcessState> counted = known.state().map(ProcessState::withoutGauges);
        loops.replaceAll((name, loop) -> new LoopView(loop.state().withoutGauges(), loop.window()));
        List<LoopView> inOrder = view.loops().stream()
                .map(loop -> new LoopView(loop.state().withoutGauges(), loop.window()))
                .toList();
        view = new ProcessView(new ProcessStatus(session.identity(), up, known.lastReportAt(), counted), inOrder);
    }

    private Optional<Refusal> backwards(ProcessState before, ProcessState after) {
        if (after.sequence() < before.sequence()) {
            return Optional.of(new Refusal(
                    Refusal.Reason.SEQUENCE,
                    "state.sequence",
                    "ran backwards from " + before.sequence() + " to " + after.sequence()));
        }
        Optional<Refusal> refusal = CounterCheck.process(before, after);
        for (int i = 0; refusal.isEmpty() && i < after.loops().size(); i++) {
            LoopState loop = after.loops().get(i);
            LoopView known = loops.get(loop.key().loop());
            refusal = known == null ? refusal : CounterCheck.loop(known.state(), loop);
        }
        return refusal;
    }

    private void take(ProcessState state, Instant now) {
        Map<String, LoopView> newLoops = HashMap.newHashMap(state.loops().size());
        List<LoopView> inOrder = new ArrayList<>(state.loops().size());
        for (LoopState loop : state.loops()) {
            LoopView known = loops.remove(loop.key().loop());
            LoopWindow window = known == null ? new LoopWindow() : known.window();
            window.add(loop, now);
            LoopView loopView = new LoopView(loop, window);
            newLoops.put(loop.key().loop(), loopView);
            inOrder.add(loopView);
        }
        rememberEnded(loops.keySet());
        loops = newLoops;
        comparable = true;
        ProcessIdentity identity = session.identity();
        view = new ProcessView(new ProcessStatus(identity, true, now, Optional.of(state)), inOrder);
    }

    private void rememberEnded(Set<String> names) {
        endedLoops.addAll(names);
        while (endedLoops.size() > ENDED_LOOPS) {
            endedLoops.removeFirst();
        }
    }
}
