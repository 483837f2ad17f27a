package dev.holter.collector.event;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.ProcessStatus;

/** Something that others want to hear of at once. */
public sealed interface CollectorEvent {

    /** An incident opened, changed, ended, or was amended after its end. */
    record IncidentChanged(Incident incident, IncidentChange change) implements CollectorEvent {}

    /**
     * An alert changed its state or its annotations. One that was pending and went away without having
     * fired is resolved with an empty {@code firingSince}.
     */
    record AlertChanged(Alert alert) implements CollectorEvent {}

    /** A process connected or disconnected; ordinary reports are not announced. */
    record ProcessChanged(ProcessStatus process) implements CollectorEvent {}
}
