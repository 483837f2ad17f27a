package dev.holter.collector.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.wire.v1.BlockingThread;
import dev.holter.wire.v1.Cause;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.Demand;
import dev.holter.wire.v1.StackFrame;
import dev.holter.wire.v1.StackSample;
import dev.holter.wire.v1.StallPart;
import java.time.Instant;

/**
 * An incident that nobody had, read as one that comes from a probe: else the first real one would wait for the classes
 * that reading one takes, those that describe the messages among them.
 */
final class IncidentRehearsal {
    private IncidentRehearsal() {}

    /** What was read, which is for nobody. */
    static Reading<Incident> play(WireReader reader) {
        try {
            ConnectRequest request = ConnectRequest.parseFrom(
                    ConnectRequest.newBuilder().setIncident(incident()).build().toByteString());
            return reader.incident(request.getIncident(), new ProcessKey("rehearsal", "rehearsal"), Instant.EPOCH);
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError("what was written could not be read", impossible);
        }
    }

    private static dev.holter.wire.v1.Incident.Builder incident() {
        StackFrame frame = StackFrame.newBuilder()
                .setClassName("Rehearsal")
                .setMethod("play")
                .build();
        return dev.holter.wire.v1.Incident.newBuilder()
                .setId("rehearsal-1")
                .setRevision(1)
                .setLoop("rehearsal")
                .setKind("rehearsal")
                .setStartedAtUnixNanos(1)
                .setDurationNanos(1)
                .setCause(Cause.CAUSE_SLEEP)
                .setConfidence(1)
                .setCulprit(frame)
                .putDetails("call", "Rehearsal.play")
                .setCpuRatio(0)
                .setDemand(Demand.newBuilder().setInFlight(1))
                .addSamples(StackSample.newBuilder().setState("WAITING").addFrames(frame))
                .addEvidence("it is rehearsed")
                .addParts(StallPart.newBuilder().setCause(Cause.CAUSE_SLEEP).setTotalNanos(1))
                .setBlocker(BlockingThread.newBuilder()
                        .setThread("rehearsal")
                        .setState("RUNNABLE")
                        .addFrames(frame));
    }
}
