package dev.holter.probe.watch;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a watchdog left, in order. */
final class RecordedFindings implements Findings {
    final List<Object> all = new ArrayList<>();

    @Override
    public void state(ProcessState state) {
        all.add(state);
    }

    @Override
    public void incident(Incident incident) {
        all.add(incident);
    }

    List<ProcessState> states() {
        return all.stream()
                .filter(ProcessState.class::isInstance)
                .map(ProcessState.class::cast)
                .toList();
    }

    List<Incident> incidents() {
        return all.stream()
                .filter(Incident.class::isInstance)
                .map(Incident.class::cast)
                .toList();
    }

    Incident lastIncident() {
        List<Incident> incidents = incidents();
        return incidents.get(incidents.size() - 1);
    }

    ProcessState lastState() {
        List<ProcessState> states = states();
        return states.get(states.size() - 1);
    }

    /** The loop in the last state. */
    LoopState last(String loop) {
        return in(lastState(), loop).orElseThrow();
    }

    /** The loop in each state that has it. */
    List<LoopState> of(String loop) {
        return states().stream().flatMap(state -> in(state, loop).stream()).toList();
    }

    static Optional<LoopState> in(ProcessState state, String loop) {
        return state.loops().stream().filter(one -> one.loop().equals(loop)).findFirst();
    }
}
