package dev.holter.probe.stream;

import dev.holter.probe.histogram.HistogramSnapshot;
import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.StackSample;
import dev.holter.probe.report.StallPart;
import dev.holter.probe.report.StallTotal;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.DropTotal;
import dev.holter.wire.v1.ExponentialHistogram;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.PauseTotal;
import dev.holter.wire.v1.StackFrame;
import dev.holter.wire.v1.StateReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes the probe's records as messages of the contract. Stateless; any thread may call it. It does
 * not check the contract's ranges: what the core records keeps them.
 */
final class WireWriter {
    /** The first time loads the messages' classes, the others have the JVM compile what writes them. */
    private static final int REHEARSALS = 20;

    private WireWriter() {}

    /** Writes an incident for nobody, so that the first one does not pay for that. */
    static void rehearse() {
        List<StackTraceElement> frames = List.of(Thread.currentThread().getStackTrace());
        Incident incident = new Incident(
                "rehearsal",
                1,
                "loop",
                "kind",
                true,
                1,
                1,
                Cause.UNKNOWN,
                0,
                Optional.of(frames.get(0)),
                Map.of("call", "none"),
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                new Demand(OptionalDouble.of(0), OptionalLong.of(0), OptionalInt.of(0)),
                List.of(new StackSample(0, Thread.State.RUNNABLE, OptionalLong.of(0), frames)),
                List.of("none"),
                List.of(new StallPart(Cause.UNKNOWN, 1)),
                Optional.of(new BlockingThread("thread", Thread.State.RUNNABLE, frames)));
        for (int time = 0; time < REHEARSALS; time++) {
            byte[] unused = incident(incident).toByteArray();
        }
        stallTotal(Cause.UNKNOWN, new StallTotal(1, 1));
    }

    static ConnectRequest introduction(ProcessIdentity identity) {
        return ConnectRequest.newBuilder()
                .setIntroduction(Introduction.newBuilder()
                        .setService(identity.service())
                        .setProcess(identity.process())
                        .setRunId(identity.runId())
                        .setStartedAtUnixNanos(identity.startedAtEpochNanos())
                        .setPid(identity.pid())
                        .setHost(identity.host())
                        .setRuntime(identity.runtime())
                        .setProbeVersion(identity.probeVersion())
                        .setHeartbeatIntervalNanos(identity.heartbeatInterval().toNanos())
                        .setStallThresholdNanos(identity.stallThreshold().toNanos())
                        .setReportIntervalNanos(identity.reportInterval().toNanos()))
                .build();
    }

    static ConnectRequest state(ProcessState state) {
        StateReport.Builder report =
                StateReport.newBuilder().setSequence(state.sequence()).setTakenAtUnixNanos(state.takenAtEpochNanos());
        state.processCpuNanos().ifPresent(report::setProcessCpuNanos);
        state.pauseNanos().forEach((cause, nanos) -> report.addPauses(pauseTotal(cause, nanos)));
        state.drops().forEach((what, total) -> report.addDrops(dropTotal(what, total)));
        state.loops().forEach(loop -> report.addLoops(loopState(loop)));
        return ConnectRequest.newBuilder().setState(report).build();
    }

    static ConnectRequest incident(Incident incident) {
        dev.holter.wire.v1.Incident.Builder written = dev.holter.wire.v1.Incident.newBuilder()
                .setId(incident.id())
                .setRevision(incident.revision())
                .setLoop(incident.loop())
                .setKind(incident.kind())
                .setOpen(incident.open())
                .setStartedAtUnixNanos(incident.startedAtEpochNanos())
                .setDurationNanos(incident.durationNanos())
                .setCause(cause(incident.cause()))
                .setConfidence(incident.confidence())
                .putAllDetails(incident.details())
                .setDemand(demand(incident.demand()))
                .addAllEvidence(incident.evidence());
        incident.culprit().ifPresent(frame -> written.setCulprit(stackFrame(frame)));
        incident.cpuRatio().ifPresent(written::setCpuRatio);
        incident.processCpuRatio().ifPresent(written::setProcessCpuRatio);
        incident.samples().forEach(sample -> written.addSamples(stackSample(sample)));
        incident.parts().forEach(part -> written.addParts(stallPart(part)));
        incident.blocker().ifPresent(thread -> written.setBlocker(blockingThread(thread)));
        return ConnectRequest.newBuilder().setIncident(written).build();
    }

    private static PauseTotal pauseTotal(Cause cause, long nanos) {
        return PauseTotal.newBuilder()
                .setCause(cause(cause))
                .setTotalNanos(nanos)
                .build();
    }

    private static DropTotal dropTotal(String what, long total) {
        return DropTotal.newBuilder().setWhat(what).setTotal(total).build();
    }

    private static dev.holter.wire.v1.LoopState loopState(LoopState loop) {
        dev.holter.wire.v1.LoopState.Builder written = dev.holter.wire.v1.LoopState.newBuilder()
                .setLoop(loop.loop())
                .setKind(loop.kind())
                .setHeartbeats(loop.heartbeats())
                .setLagSeconds(histogram(loop.lagSeconds()))
                .setHeartbeatAgeNanos(loop.heartbeatAgeNanos());
        loop.stallAgeNanos().ifPresent(written::setStallAgeNanos);
        loop.stalls().forEach((cause, total) -> written.addStalls(stallTotal(cause, total)));
        loop.cpuNanos().ifPresent(written::setCpuNanos);
        loop.tasksPending().ifPresent(written::setTasksPending);
        loop.tasksLive().ifPresent(written::setTasksLive);
        loop.requestsStarted().ifPresent(written::setRequestsStarted);
        loop.requestsFinished().ifPresent(written::setRequestsFinished);
        loop.requestsPerSecond().ifPresent(written::setRequestsPerSecond);
        loop.callbacks().ifPresent(callbacks -> written.setCallbacks(callbackState(callbacks)));
        loop.runDelayNanos().ifPresent(written::setRunDelayNanos);
        return written.build();
    }

    private static dev.holter.wire.v1.StallTotal stallTotal(Cause cause, StallTotal total) {
        return dev.holter.wire.v1.StallTotal.newBuilder()
                .setCause(cause(cause))
                .setCount(total.count())
                .setTotalNanos(total.totalNanos())
                .build();
    }

    private static dev.holter.wire.v1.CallbackState callbackState(CallbackState callbacks) {
        dev.holter.wire.v1.CallbackState.Builder written = dev.holter.wire.v1.CallbackState.newBuilder()
                .setCount(callbacks.count())
                .setSlow(callbacks.slow())
                .setBusyNanos(callbacks.busyNanos())
                .setDurationSeconds(histogram(callbacks.durationSeconds()))
                .setTimerLatenessSeconds(histogram(callbacks.timerLatenessSeconds()));
        callbacks.worst().forEach(type -> written.addWorst(callbackType(type)));
        return written.build();
    }

    private static dev.holter.wire.v1.CallbackType callbackType(CallbackType type) {
        return dev.holter.wire.v1.CallbackType.newBuilder()
                .setType(type.type())
                .setCount(type.count())
                .setTotalNanos(type.totalNanos())
                .setMaxNanos(type.maxNanos())
                .build();
    }

    private static dev.holter.wire.v1.StallPart stallPart(StallPart part) {
        return dev.holter.wire.v1.StallPart.newBuilder()
                .setCause(cause(part.cause()))
                .setTotalNanos(part.nanos())
                .build();
    }

    private static dev.holter.wire.v1.BlockingThread blockingThread(BlockingThread thread) {
        dev.holter.wire.v1.BlockingThread.Builder written = dev.holter.wire.v1.BlockingThread.newBuilder()
                .setThread(thread.name())
                .setState(thread.state().name());
        thread.frames().forEach(frame -> written.addFrames(stackFrame(frame)));
        return written.build();
    }

    private static ExponentialHistogram histogram(HistogramSnapshot snapshot) {
        ExponentialHistogram.Builder written = ExponentialHistogram.newBuilder()
                .setSchema(snapshot.schema())
                .setZeroThreshold(snapshot.zeroThreshold())
                .setZeroCount(snapshot.zeroCount())
                .setCount(snapshot.count())
                .setSum(snapshot.sum());
        int before = 0;
        for (int n = 0; n < snapshot.bucketCount(); n++) {
            int index = snapshot.bucketIndex(n);
            written.addBucketGaps(index - before).addBucketCounts(snapshot.bucketValue(n));
            before = index;
        }
        return written.build();
    }

    private static dev.holter.wire.v1.Demand demand(Demand demand) {
        dev.holter.wire.v1.Demand.Builder written = dev.holter.wire.v1.Demand.newBuilder();
        demand.requestsPerSecond().ifPresent(written::setRequestsPerSecond);
        demand.inFlight().ifPresent(written::setInFlight);
        demand.pending().ifPresent(written::setPending);
        return written.build();
    }

    private static dev.holter.wire.v1.StackSample stackSample(StackSample sample) {
        dev.holter.wire.v1.StackSample.Builder written = dev.holter.wire.v1.StackSample.newBuilder()
                .setAtNanos(sample.atNanos())
                .setState(sample.state().name());
        sample.cpuNanos().ifPresent(written::setCpuNanos);
        sample.frames().forEach(frame -> written.addFrames(stackFrame(frame)));
        return written.build();
    }

    private static StackFrame stackFrame(StackTraceElement frame) {
        StackFrame.Builder written =
                StackFrame.newBuilder().setClassName(frame.getClassName()).setMethod(frame.getMethodName());
        if (frame.getFileName() != null) {
            written.setFile(frame.getFileName());
        }
        return written.setLine(line(frame)).build();
    }

    /** A stack trace says -2 of native code and any other number below 1 where the line is not known. */
    private static int line(StackTraceElement frame) {
        return frame.isNativeMethod() ? -1 : Math.max(0, frame.getLineNumber());
    }

    private static dev.holter.wire.v1.Cause cause(Cause cause) {
        return switch (cause) {
            case UNKNOWN -> dev.holter.wire.v1.Cause.CAUSE_UNKNOWN;
            case SOCKET -> dev.holter.wire.v1.Cause.CAUSE_SOCKET;
            case FILE -> dev.holter.wire.v1.Cause.CAUSE_FILE;
            case PROCESS -> dev.holter.wire.v1.Cause.CAUSE_PROCESS;
            case SLEEP -> dev.holter.wire.v1.Cause.CAUSE_SLEEP;
            case LOCK -> dev.holter.wire.v1.Cause.CAUSE_LOCK;
            case WAIT -> dev.holter.wire.v1.Cause.CAUSE_WAIT;
            case NATIVE -> dev.holter.wire.v1.Cause.CAUSE_NATIVE;
            case CPU -> dev.holter.wire.v1.Cause.CAUSE_CPU;
            case BACKLOG -> dev.holter.wire.v1.Cause.CAUSE_BACKLOG;
            case GC -> dev.holter.wire.v1.Cause.CAUSE_GC;
            case SAFEPOINT -> dev.holter.wire.v1.Cause.CAUSE_SAFEPOINT;
            case STARVED -> dev.holter.wire.v1.Cause.CAUSE_STARVED;
            case SUSPENDED -> dev.holter.wire.v1.Cause.CAUSE_SUSPENDED;
        };
    }
}
