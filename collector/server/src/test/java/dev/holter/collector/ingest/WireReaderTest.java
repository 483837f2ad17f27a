package dev.holter.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.domain.BlockingThread;
import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.CallbackType;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.StallPart;
import dev.holter.collector.domain.StallTotal;
import dev.holter.wire.v1.DropTotal;
import dev.holter.wire.v1.ExponentialHistogram;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.PauseTotal;
import dev.holter.wire.v1.StackFrame;
import dev.holter.wire.v1.StateReport;
import io.grpc.Status;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireReaderTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "1@host");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final WireReader reader = new WireReader(new IngestLimits(10, 4 << 20, 20_000, 3, 4, 10));

    @Test
    void introduction_isReadAsItIs() {
        var identity = valid(reader.introduction(Wire.introduction().build()));

        assertThat(identity.key()).isEqualTo(PROCESS);
        assertThat(identity.startedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(identity.heartbeatInterval()).hasMillis(10);
    }

    @Test
    void loop_isReadAsItIs() {
        var state = valid(reader.state(
                Wire.state(3)
                        .clearLoops()
                        .setProcessCpuNanos(5)
                        .addPauses(PauseTotal.newBuilder()
                                .setCause(dev.holter.wire.v1.Cause.CAUSE_GC)
                                .setTotalNanos(6))
                        .addDrops(DropTotal.newBuilder().setWhat("stack_stale").setTotal(7))
                        .addLoops(Wire.loop("loop-1", 4)
                                .setStallAgeNanos(8)
                                .setRunDelayNanos(11)
                                .setCallbacks(Wire.callbacks())
                                .setRequestsStarted(10)
                                .setRequestsFinished(9)
                                .addStalls(dev.holter.wire.v1.StallTotal.newBuilder()
                                        .setCause(dev.holter.wire.v1.Cause.CAUSE_SLEEP)
                                        .setCount(1)
                                        .setTotalNanos(2)))
                        .build(),
                PROCESS));

        assertThat(state.sequence()).isEqualTo(3);
        assertThat(state.pauseNanos()).containsEntry(Cause.GC, 6L);
        assertThat(state.drops()).containsEntry("stack_stale", 7L);
        LoopState loop = state.loops().getFirst();
        assertThat(loop.lag().indexes()).containsExactly(-300, -296);
        assertThat(loop.lag().counts()).containsExactly(4, 4);
        assertThat(loop.stalls()).containsEntry(Cause.SLEEP, new StallTotal(1, 2));
        assertThat(loop.stallAgeNanos()).hasValue(8);
        assertThat(loop.tasksPending()).isEmpty();
        assertThat(loop.runDelayNanos()).hasValue(11);
        CallbackState callbacks = loop.callbacks().orElseThrow();
        assertThat(callbacks.count()).isEqualTo(2);
        assertThat(callbacks.slow()).isEqualTo(1);
        assertThat(callbacks.busyNanos()).isEqualTo(90_000_000);
        assertThat(callbacks.duration().counts()).containsExactly(1, 1);
        assertThat(callbacks.timerLateness().counts()).containsExactly(2, 2);
        assertThat(callbacks.worst())
                .extracting(CallbackType::type)
                .containsExactly("com.acme.Render", "com.acme.Ping");
    }

    @Test
    void incident_isReadAsItIs() {
        Incident incident = valid(reader.incident(
                Wire.incident("i-1")
                        .setCulprit(StackFrame.newBuilder()
                                .setClassName("Check")
                                .setMethod("call")
                                .setLine(-1))
                        .putDetails("lock", "a lock")
                        .setCpuRatio(0.5)
                        .addParts(part(dev.holter.wire.v1.Cause.CAUSE_SOCKET, 40))
                        .addParts(part(dev.holter.wire.v1.Cause.CAUSE_GC, 10))
                        .setBlocker(blocker())
                        .build(),
                PROCESS,
                NOW));

        assertThat(incident.loop().loop()).isEqualTo("loop-1");
        assertThat(incident.receivedAt()).isEqualTo(NOW);
        assertThat(incident.cause()).isEqualTo(Cause.SOCKET);
        assertThat(incident.details()).containsEntry("lock", "a lock");
        assertThat(incident.demand().inFlight()).isEmpty();
        assertThat(incident.parts()).containsExactly(new StallPart(Cause.SOCKET, 40), new StallPart(Cause.GC, 10));
        BlockingThread blocker = incident.blocker().orElseThrow();
        assertThat(blocker.thread()).isEqualTo("pool-1");
        assertThat(blocker.frames())
                .extracting(dev.holter.collector.domain.StackFrame::method)
                .containsExactly("hold");
    }

    @Test
    void rehearsedIncident_keepsEveryRule() {
        assertThat(valid(IncidentRehearsal.play(reader)).details()).containsKey("call");
    }

    @Test
    void histogramWithoutValues_isOne() {
        assertThat(reader.state(
                        Wire.state(1)
                                .setLoops(0, Wire.loop("loop-1", 0).clearLagSeconds())
                                .build(),
                        PROCESS))
                .isInstanceOf(Reading.Valid.class);
    }

    static Stream<Arguments> brokenIntroductions() {
        return Stream.of(
                introduction("introduction.service: is missing", it -> it.setService("")),
                introduction(
                        "introduction.service: length 201 passes the limit of 200",
                        it -> it.setService("x".repeat(201))),
                introduction(
                        "introduction.process: has a control character at position 1", it -> it.setProcess("a\nb")),
                introduction("introduction.run_id: is missing", it -> it.setRunId("")),
                introduction("introduction.started_at_unix_nanos: is negative: -1", it -> it.setStartedAtUnixNanos(-1)),
                introduction(
                        "introduction.report_interval_nanos: has to be above 0: 0",
                        it -> it.setReportIntervalNanos(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenIntroductions")
    void brokenIntroduction_isRejectedByTheField(String description, Introduction wire) {
        assertThat(rejection(reader.introduction(wire)).description()).isEqualTo(description);
    }

    static Stream<Arguments> brokenHistograms() {
        return Stream.of(
                histogram(".schema: has to be -4 to 8: 9", it -> it.setSchema(9)),
                histogram(".zero_threshold: is neither 0 nor a bucket's boundary: 0.3", it -> it.setZeroThreshold(0.3)),
                histogram(
                        ".zero_threshold: is neither 0 nor a bucket's boundary: NaN",
                        it -> it.setZeroThreshold(Double.NaN)),
                histogram(".zero_count: is negative: -1", it -> it.setZeroCount(-1)),
                histogram(".count: is negative: -5", it -> it.setCount(-5)),
                histogram(".count: is less than its buckets hold", it -> it.setCount(4)),
                histogram(".count: differs by 1 from what its buckets hold", it -> it.setCount(6)),
                histogram(".count: is less than its buckets hold", it -> it.setBucketCounts(0, Long.MAX_VALUE)),
                histogram(".sum: has to be a number from 0 on: NaN", it -> it.setSum(Double.NaN)),
                histogram(".sum: has to be a number from 0 on: Infinity", it -> it.setSum(Double.POSITIVE_INFINITY)),
                histogram(".sum: has to be a number from 0 on: -0.1", it -> it.setSum(-0.1)),
                histogram(".bucket_counts: have to be above 0: -2 at position 1", it -> it.setBucketCounts(1, -2)),
                histogram(".bucket_counts: are 2 for 3 gaps", it -> it.addBucketGaps(1)),
                histogram(".bucket_gaps: are not in order: 0 at position 1", it -> it.setBucketGaps(1, 0)),
                histogram(
                        ".bucket_gaps: lead to bucket 2000000000, which no number falls into",
                        it -> it.setBucketGaps(0, 2_000_000_000)),
                histogram(
                        ".bucket_gaps: lead to bucket 2147483347, which no number falls into",
                        it -> it.setBucketGaps(1, Integer.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenHistograms")
    void brokenHistogram_isRejectedByTheField(String description, ExponentialHistogram wire) {
        Rejection rejection = rejection(reader.state(
                Wire.state(1)
                        .setLoops(0, Wire.loop("loop-1", 2).setLagSeconds(wire))
                        .build(),
                PROCESS));

        assertThat(rejection.description()).isEqualTo("state.loops.lag_seconds" + description);
        assertThat(rejection.counter()).isEqualTo(CollectorCounter.REJECTED_HISTOGRAM);
        assertThat(rejection.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    static Stream<Arguments> brokenStates() {
        return Stream.of(
                state("state.sequence: has to be above 0: 0", it -> it.setSequence(0)),
                state("state.taken_at_unix_nanos: is negative: -1", it -> it.setTakenAtUnixNanos(-1)),
                state("state.loops.loop: \"loop-1\" is there twice", it -> it.addLoops(Wire.loop("loop-1", 1))),
                state(
                        "state.loops: 4 of them pass the limit of 3",
                        it -> it.addLoops(Wire.loop("2", 1))
                                .addLoops(Wire.loop("3", 1))
                                .addLoops(Wire.loop("4", 1))),
                state(
                        "state.pauses.cause: does not stop a whole process: socket",
                        it -> it.addPauses(PauseTotal.newBuilder().setCause(dev.holter.wire.v1.Cause.CAUSE_SOCKET))),
                state("state.pauses.cause: is not said", it -> it.addPauses(PauseTotal.getDefaultInstance())),
                state(
                        "state.drops.what: is not in snake case: \"Stack\"",
                        it -> it.addDrops(DropTotal.newBuilder().setWhat("Stack"))),
                loop("state.loops.loop: is missing", it -> it.setLoop("")),
                loop("state.loops.loop: length 201 passes the limit of 200", it -> it.setLoop("x".repeat(201))),
                loop("state.loops.kind: is missing", it -> it.setKind("")),
                loop("state.loops.heartbeats: is negative: -1", it -> it.setHeartbeats(-1)),
                loop("state.loops.cpu_nanos: is negative: -1", it -> it.setCpuNanos(-1)),
                loop("state.loops.stall_age_nanos: is negative: -1", it -> it.setStallAgeNanos(-1)),
                loop(
                        "state.loops.requests_finished: 2 is more than the 1 that were started",
                        it -> it.setRequestsStarted(1).setRequestsFinished(2)),
                loop(
                        "state.loops.requests_per_second: has to be a number from 0 on: NaN",
                        it -> it.setRequestsPerSecond(Double.NaN)),
                loop("state.loops.run_delay_nanos: is negative: -1", it -> it.setRunDelayNanos(-1)),
                callbacks(".count: is negative: -1", it -> it.setCount(-1)),
                callbacks(".slow: is negative: -1", it -> it.setSlow(-1)),
                callbacks(".busy_nanos: is negative: -1", it -> it.setBusyNanos(-1)),
                callbacks(
                        ".duration_seconds.count: is negative: -1",
                        it -> it.getDurationSecondsBuilder().setCount(-1)),
                callbacks(
                        ".timer_lateness_seconds.sum: has to be a number from 0 on: NaN",
                        it -> it.getTimerLatenessSecondsBuilder().setSum(Double.NaN)),
                callbacks(".worst.type: is missing", it -> it.getWorstBuilder(0).setType("")),
                callbacks(
                        ".worst.type: \"com.acme.Ping\" is there twice",
                        it -> it.addWorst(Wire.callbackType("com.acme.Ping", 1))),
                callbacks(
                        ".worst.count: has to be above 0: 0",
                        it -> it.getWorstBuilder(0).setCount(0)),
                callbacks(
                        ".worst.max_nanos: 80000001 is more than the 80000000 of all of them together",
                        it -> it.getWorstBuilder(0).setMaxNanos(80_000_001)),
                callbacks(
                        ".worst: are not in order, longest first: 10000001 after 10000000",
                        it -> it.addWorst(Wire.callbackType("com.acme.Late", 10_000_001))),
                callbacks(".worst: 33 of them pass the limit of 32", it -> {
                    for (int i = 0; i < 31; i++) {
                        it.addWorst(Wire.callbackType("com.acme.T" + i, 1));
                    }
                }),
                loop(
                        "state.loops.stalls.cause: is none that this collector knows: is the probe newer than it?",
                        it -> it.addStalls(
                                dev.holter.wire.v1.StallTotal.newBuilder().setCauseValue(99))),
                loop(
                        "state.loops.lag_seconds.bucket_gaps: 5 of them pass the limit of 4",
                        it -> it.getLagSecondsBuilder()
                                .setCount(1 + 2 + 2 + 3)
                                .addBucketGaps(1)
                                .addBucketGaps(1)
                                .addBucketGaps(1)
                                .addBucketCounts(1)
                                .addBucketCounts(1)
                                .addBucketCounts(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenStates")
    void brokenState_isRejectedByTheField(String description, StateReport wire) {
        assertThat(rejection(reader.state(wire, PROCESS)).description()).isEqualTo(description);
    }

    static Stream<Arguments> brokenIncidents() {
        return Stream.of(
                incident("incident.id: is missing", it -> it.setId("")),
                incident("incident.id: has more than letters, digits and hyphens: \"a/b\"", it -> it.setId("a/b")),
                incident("incident.revision: has to be above 0: 0", it -> it.setRevision(0)),
                incident("incident.loop: is missing", it -> it.setLoop("")),
                incident("incident.duration_nanos: is negative: -1", it -> it.setDurationNanos(-1)),
                incident("incident.cause: is not said", it -> it.clearCause()),
                incident(
                        "incident.parts.cause: is not said",
                        it -> it.addParts(
                                dev.holter.wire.v1.StallPart.newBuilder().setTotalNanos(1))),
                incident(
                        "incident.parts.total_nanos: has to be above 0: 0",
                        it -> it.addParts(part(dev.holter.wire.v1.Cause.CAUSE_GC, 0))),
                incident(
                        "incident.parts.cause: \"gc\" is there twice",
                        it -> it.addParts(part(dev.holter.wire.v1.Cause.CAUSE_GC, 2))
                                .addParts(part(dev.holter.wire.v1.Cause.CAUSE_GC, 1))),
                incident(
                        "incident.parts: are not in order, longest first: 2 after 1",
                        it -> it.addParts(part(dev.holter.wire.v1.Cause.CAUSE_GC, 1))
                                .addParts(part(dev.holter.wire.v1.Cause.CAUSE_SOCKET, 2))),
                incident(
                        "incident.blocker.thread: is missing",
                        it -> it.setBlocker(blocker().setThread(""))),
                incident(
                        "incident.blocker.state: is missing",
                        it -> it.setBlocker(blocker().setState(""))),
                incident(
                        "incident.blocker.frames.line: has to be -1, 0 or a line: -3",
                        it -> it.setBlocker(blocker()
                                .setFrames(0, blocker().getFrames(0).toBuilder().setLine(-3)))),
                incident("incident.confidence: has to be 0 to 1: NaN", it -> it.setConfidence(Double.NaN)),
                incident("incident.cpu_ratio: has to be 0 to 1: 1.5", it -> it.setCpuRatio(1.5)),
                incident(
                        "incident.culprit.class_name: is missing",
                        it -> it.setCulprit(StackFrame.getDefaultInstance())),
                incident(
                        "incident.details: is not in snake case: \"Lock Owner\"",
                        it -> it.putDetails("Lock Owner", "x")),
                incident("incident: length 21071 passes the limit of 20000", it -> {
                    for (int i = 0; i < 7; i++) {
                        it.addEvidence("x".repeat(3000));
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenIncidents")
    void brokenIncident_isRejectedByTheField(String description, dev.holter.wire.v1.Incident wire) {
        String actual = rejection(reader.incident(wire, PROCESS, NOW)).description();

        assertThat(actual.replaceAll("length 21\\d+", "length 21071")).isEqualTo(description);
    }

    @Test
    void limits_areToldFromBrokenRules() {
        Rejection rejection = rejection(reader.introduction(
                Wire.introduction().setService("x".repeat(201)).build()));

        assertThat(rejection.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(rejection.counter()).isEqualTo(CollectorCounter.REJECTED_TOO_LONG);
    }

    private static Arguments introduction(String description, Consumer<Introduction.Builder> change) {
        Introduction.Builder wire = Wire.introduction();
        change.accept(wire);
        return Arguments.of(description, wire.build());
    }

    private static Arguments histogram(String description, Consumer<ExponentialHistogram.Builder> change) {
        ExponentialHistogram.Builder wire = Wire.histogram(2);
        change.accept(wire);
        return Arguments.of(description, wire.build());
    }

    private static Arguments state(String description, Consumer<StateReport.Builder> change) {
        StateReport.Builder wire = Wire.state(1);
        change.accept(wire);
        return Arguments.of(description, wire.build());
    }

    private static Arguments loop(String description, Consumer<dev.holter.wire.v1.LoopState.Builder> change) {
        StateReport.Builder wire = Wire.state(1);
        dev.holter.wire.v1.LoopState.Builder loop = Wire.loop("loop-1", 2);
        change.accept(loop);
        return Arguments.of(description, wire.setLoops(0, loop).build());
    }

    private static Arguments callbacks(String description, Consumer<dev.holter.wire.v1.CallbackState.Builder> change) {
        dev.holter.wire.v1.CallbackState.Builder wire = Wire.callbacks();
        change.accept(wire);
        return loop("state.loops.callbacks" + description, it -> it.setCallbacks(wire));
    }

    private static dev.holter.wire.v1.StallPart.Builder part(dev.holter.wire.v1.Cause cause, long nanos) {
        return dev.holter.wire.v1.StallPart.newBuilder().setCause(cause).setTotalNanos(nanos);
    }

    private static dev.holter.wire.v1.BlockingThread.Builder blocker() {
        return dev.holter.wire.v1.BlockingThread.newBuilder()
                .setThread("pool-1")
                .setState("RUNNABLE")
                .addFrames(StackFrame.newBuilder().setClassName("Pool").setMethod("hold"));
    }

    private static Arguments incident(String description, Consumer<dev.holter.wire.v1.Incident.Builder> change) {
        dev.holter.wire.v1.Incident.Builder wire = Wire.incident("i-1");
        change.accept(wire);
        return Arguments.of(description, wire.build());
    }

    private static <T> T valid(Reading<T> reading) {
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid<T>) reading).value();
    }

    private static Rejection rejection(Reading<?> reading) {
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        return ((Reading.Invalid<?>) reading).rejection();
    }
}
