package dev.holter.collector.domain;

import java.util.List;
import java.util.Optional;

/**
 * A process was let in.
 *
 * @param session to be handed in with everything that comes on the stream
 * @param superseded an older stream under the same name, which is to be ended
 * @param closed incidents of the run before, whose end nobody will report
 */
public record Admission(Session session, ProcessStatus status, Optional<Session> superseded, List<Incident> closed) {}
