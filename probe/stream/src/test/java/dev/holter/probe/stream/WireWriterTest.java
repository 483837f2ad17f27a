package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.holter.probe.histogram.HistogramSnapshot;
import dev.holter.probe.histogram.SingleWriterHistogram;
import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.StackSample;
import dev.holter.probe.report.StallPart;
import dev.holter.probe.report.StallTotal;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireWriterTest {
    private static final StackTraceElement FRAME =
            new StackTraceElement("com.example.Health", "check", "Health.java", 42);

    @Test
    void introduction_hasEveryField() {
        Introduction written = WireWriter.introduction(Samples.identity()).getIntroduction();
        assertThat(written)
                .isEqualTo(Introduction.newBuilder()
                        .setService("orders")
                        .setProcess("42@host")
                        .setRunId("run-1")
                        .setStartedAtUnixNanos(1_700_000_000_000_000_001L)
                        .setPid(42)
                        .setHost("host")
                        .setRuntime("OpenJDK 17")
                        .setProbeVersion("0.1.0")
                        .setHeartbeatIntervalNanos(10_000_000)
                        .setStallThresholdNanos(50_000_000)
                        .setReportIntervalNanos(1_000_000_000)
                        .build());
    }

    @Test
    void state_hasEveryField() {
        StateReport written = WireWriter.state(new ProcessState(
                        7,
                        8,
                        OptionalLong.of(9),
                        Map.of(Cause.GC, 10L),
                        Map.of("stack_stale", 11L),
                        List.of(Samples.loop("loop-1"), Samples.loop("loop-2"))))
                .getState();
        assertThat(written.getSequence()).isEqualTo(7);
        assertThat(written.getTakenAtUnixNanos()).isEqualTo(8);
        assertThat(written.getProcessCpuNanos()).isEqualTo(9);
        assertThat(written.getPausesList())
                .containsExactly(PauseTotal.newBuilder()
                        .setCause(dev.holter.wire.v1.Cause.CAUSE_GC)
                        .setTotalNanos(10)
                        .build());
        assertThat(written.getDropsList())
                .containsExactly(DropTotal.newBuilder()
                        .setWhat("stack_stale")
                        .setTotal(11)
                        .build());
        assertThat(written.getLoopsList())
                .extracting(dev.holter.wire.v1.LoopState::getLoop)
                .containsExactly("loop-1", "loop-2");
    }

    @Test
    void loop_hasEveryField() {
        dev.holter.wire.v1.LoopState written = written(new LoopState(
                "loop-1",
                "netty",
                1,
                new SingleWriterHistogram().snapshot(),
                2,
                OptionalLong.of(3),
                Map.of(Cause.SOCKET, new StallTotal(4, 5)),
                OptionalLong.of(6),
                OptionalInt.of(7),
                OptionalInt.of(17),
                OptionalLong.of(9),
                OptionalLong.of(8),
                OptionalDouble.of(0.5),
                Optional.of(new CallbackState(
                        10,
                        11,
                        12,
                        new SingleWriterHistogram().snapshot(),
                        new SingleWriterHistogram().snapshot(),
                        List.of(new CallbackType("com.example.Task", 13, 14, 15)))),
                OptionalLong.of(16)));
        assertThat(written.getRunDelayNanos()).isEqualTo(16);
        assertThat(written.getTasksLive()).isEqualTo(17);
        assertThat(written.getCallbacks().getCount()).isEqualTo(10);
        assertThat(written.getCallbacks().getSlow()).isEqualTo(11);
        assertThat(written.getCallbacks().getBusyNanos()).isEqualTo(12);
        assertThat(written.getCallbacks().hasDurationSeconds()).isTrue();
        assertThat(written.getCallbacks().hasTimerLatenessSeconds()).isTrue();
        assertThat(written.getCallbacks().getWorstList())
                .containsExactly(dev.holter.wire.v1.CallbackType.newBuilder()
                        .setType("com.example.Task")
                        .setCount(13)
                        .setTotalNanos(14)
                        .setMaxNanos(15)
                        .build());
        assertThat(written.getLoop()).isEqualTo("loop-1");
        assertThat(written.getKind()).isEqualTo("netty");
        assertThat(written.getHeartbeats()).isEqualTo(1);
        assertThat(written.hasLagSeconds()).isTrue();
        assertThat(written.getHeartbeatAgeNanos()).isEqualTo(2);
        assertThat(written.getStallAgeNanos()).isEqualTo(3);
        assertThat(written.getStallsList())
                .containsExactly(dev.holter.wire.v1.StallTotal.newBuilder()
                        .setCause(dev.holter.wire.v1.Cause.CAUSE_SOCKET)
                        .setCount(4)
                        .setTotalNanos(5)
                        .build());
        assertThat(written.getCpuNanos()).isEqualTo(6);
        assertThat(written.getTasksPending()).isEqualTo(7);
        assertThat(written.getRequestsStarted()).isEqualTo(9);
        assertThat(written.getRequestsFinished()).isEqualTo(8);
        assertThat(written.getRequestsPerSecond()).isEqualTo(0.5);
    }

    @Test
    void whatIsUnknownOfALoop_isAbsentAndNotZero() {
        dev.holter.wire.v1.LoopState written = written(Samples.loop("loop-1"));
        assertThat(written.hasStallAgeNanos()).isFalse();
        assertThat(written.hasCpuNanos()).isFalse();
        assertThat(written.hasTasksPending()).isFalse();
        assertThat(written.hasRequestsStarted()).isFalse();
        assertThat(written.hasRequestsFinished()).isFalse();
        assertThat(written.hasRequestsPerSecond()).isFalse();
        assertThat(WireWriter.state(Samples.state(1)).getState().hasProcessCpuNanos())
                .isFalse();
    }

    @Test
    void histogram_isTheSameBucketForBucket() {
        SingleWriterHistogram histogram = new SingleWriterHistogram();
        histogram.record(0);
        for (long nanos = 1_000; nanos < 100_000_000_000L; nanos *= 3) {
            histogram.record(nanos);
            histogram.record(nanos);
        }
        HistogramSnapshot snapshot = histogram.snapshot();

        ExponentialHistogram written = written(withLag(snapshot)).getLagSeconds();

        assertThat(written.getSchema()).isEqualTo(snapshot.schema());
        assertThat(written.getZeroThreshold()).isEqualTo(snapshot.zeroThreshold());
        assertThat(written.getZeroCount()).isEqualTo(snapshot.zeroCount());
        assertThat(written.getCount()).isEqualTo(snapshot.count()).isGreaterThan(20);
        assertThat(written.getSum()).isEqualTo(snapshot.sum());
        assertThat(written.getBucketGapsCount())
                .isEqualTo(written.getBucketCountsCount())
                .isEqualTo(snapshot.bucketCount());
        int index = 0;
        for (int n = 0; n < snapshot.bucketCount(); n++) {
            index += written.getBucketGaps(n);
            assertThat(index).isEqualTo(snapshot.bucketIndex(n));
            assertThat(written.getBucketCounts(n)).isEqualTo(snapshot.bucketValue(n));
        }
    }

    @Test
    void incident_hasEveryField() {
        dev.holter.wire.v1.Incident written = WireWriter.incident(new Incident(
                        "a",
                        2,
                        "loop-1",
                        "netty",
                        true,
                        3,
                        4,
                        Cause.LOCK,
                        0.9,
                        Optional.of(FRAME),
                        Map.of("lock", "java.lang.Object"),
                        OptionalDouble.of(0.01),
                        OptionalDouble.of(1.5),
                        new Demand(OptionalDouble.of(200.5), OptionalLong.of(7), OptionalInt.of(8)),
                        List.of(new StackSample(9, Thread.State.BLOCKED, OptionalLong.of(10), List.of(FRAME))),
                        List.of("one", "two"),
                        List.of(new StallPart(Cause.LOCK, 11), new StallPart(Cause.GC, 12)),
                        Optional.of(new BlockingThread("holder", Thread.State.RUNNABLE, List.of(FRAME)))))
                .getIncident();
        assertThat(written.getId()).isEqualTo("a");
        assertThat(written.getRevision()).isEqualTo(2);
        assertThat(written.getLoop()).isEqualTo("loop-1");
        assertThat(written.getKind()).isEqualTo("netty");
        assertThat(written.getOpen()).isTrue();
        assertThat(written.getStartedAtUnixNanos()).isEqualTo(3);
        assertThat(written.getDurationNanos()).isEqualTo(4);
        assertThat(written.getPartsList())
                .extracting(dev.holter.wire.v1.StallPart::getCause, dev.holter.wire.v1.StallPart::getTotalNanos)
                .containsExactly(
                        tuple(dev.holter.wire.v1.Cause.CAUSE_LOCK, 11L), tuple(dev.holter.wire.v1.Cause.CAUSE_GC, 12L));
        assertThat(written.getBlocker().getThread()).isEqualTo("holder");
        assertThat(written.getBlocker().getState()).isEqualTo("RUNNABLE");
        assertThat(written.getBlocker().getFramesCount()).isEqualTo(1);
        assertThat(written.getCause()).isEqualTo(dev.holter.wire.v1.Cause.CAUSE_LOCK);
        assertThat(written.getConfidence()).isEqualTo(0.9);
        assertThat(written.getCulprit()).isEqualTo(frame(42));
        assertThat(written.getDetailsMap()).containsExactly(entry("lock", "java.lang.Object"));
        assertThat(written.getCpuRatio()).isEqualTo(0.01);
        assertThat(written.getProcessCpuRatio()).isEqualTo(1.5);
        assertThat(written.getDemand().getRequestsPerSecond()).isEqualTo(200.5);
        assertThat(written.getDemand().getInFlight()).isEqualTo(7);
        assertThat(written.getDemand().getPending()).isEqualTo(8);
        assertThat(written.getSamplesList())
                .containsExactly(dev.holter.wire.v1.StackSample.newBuilder()
                        .setAtNanos(9)
                        .setState("BLOCKED")
                        .setCpuNanos(10)
                        .addFrames(frame(42))
                        .build());
        assertThat(written.getEvidenceList()).containsExactly("one", "two");
    }

    @Test
    void whatIsUnknownOfAnIncident_isAbsentAndNotZero() {
        dev.holter.wire.v1.Incident written =
                WireWriter.incident(Samples.incident("a", 1, "loop-1")).getIncident();
        assertThat(written.hasCulprit()).isFalse();
        assertThat(written.hasCpuRatio()).isFalse();
        assertThat(written.hasProcessCpuRatio()).isFalse();
        assertThat(written.hasDemand()).isTrue();
        assertThat(written.getDemand().hasRequestsPerSecond()).isFalse();
        assertThat(written.getDemand().hasInFlight()).isFalse();
        assertThat(written.getDemand().hasPending()).isFalse();
        StackSample sample = new StackSample(1, Thread.State.RUNNABLE, OptionalLong.empty(), List.of());
        assertThat(written(sample).hasCpuNanos()).isFalse();
    }

    @Test
    void line_isZeroWhereUnknownAndMinusOneInNativeCode() {
        assertThat(writtenFrame(FRAME)).isEqualTo(frame(42));
        assertThat(writtenFrame(new StackTraceElement("com.example.Health", "check", "Health.java", -1)))
                .isEqualTo(frame(0));
        assertThat(writtenFrame(new StackTraceElement("com.example.Health", "check", "Health.java", -2)))
                .isEqualTo(frame(-1));
        assertThat(writtenFrame(new StackTraceElement("com.example.Health", "check", null, 42))
                        .getFile())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void cause_keepsItsName(Cause cause) {
        StateReport written = WireWriter.state(
                        new ProcessState(1, 1, OptionalLong.empty(), Map.of(cause, 1L), Map.of(), List.of()))
                .getState();
        assertThat(written.getPauses(0).getCause()).hasToString("CAUSE_" + cause);
    }

    private static LoopState withLag(HistogramSnapshot lag) {
        LoopState loop = Samples.loop("loop-1");
        return new LoopState(
                loop.loop(),
                loop.kind(),
                loop.heartbeats(),
                lag,
                loop.heartbeatAgeNanos(),
                loop.stallAgeNanos(),
                loop.stalls(),
                loop.cpuNanos(),
                loop.tasksPending(),
                loop.tasksLive(),
                loop.requestsStarted(),
                loop.requestsFinished(),
                loop.requestsPerSecond(),
                loop.callbacks(),
                loop.runDelayNanos());
    }

    private static dev.holter.wire.v1.LoopState written(LoopState loop) {
        return WireWriter.state(new ProcessState(1, 1, OptionalLong.empty(), Map.of(), Map.of(), List.of(loop)))
                .getState()
                .getLoops(0);
    }

    private static dev.holter.wire.v1.StackSample written(StackSample sample) {
        Incident incident = Samples.incident("a", 1, "loop-1");
        return WireWriter.incident(new Incident(
                        incident.id(),
                        incident.revision(),
                        incident.loop(),
                        incident.kind(),
                        incident.open(),
                        incident.startedAtEpochNanos(),
                        incident.durationNanos(),
                        incident.cause(),
                        incident.confidence(),
                        incident.culprit(),
                        incident.details(),
                        incident.cpuRatio(),
                        incident.processCpuRatio(),
                        incident.demand(),
                        List.of(sample),
                        incident.evidence(),
                        incident.parts(),
                        incident.blocker()))
                .getIncident()
                .getSamples(0);
    }

    private static StackFrame writtenFrame(StackTraceElement frame) {
        return written(new StackSample(1, Thread.State.RUNNABLE, OptionalLong.empty(), List.of(frame)))
                .getFrames(0);
    }

    private static StackFrame frame(int line) {
        return StackFrame.newBuilder()
                .setClassName("com.example.Health")
                .setMethod("check")
                .setFile("Health.java")
                .setLine(line)
                .build();
    }
}
