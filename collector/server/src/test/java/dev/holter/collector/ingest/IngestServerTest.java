package dev.holter.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.config.ListenAddress;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.EventFeed;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IngestServerTest {
    private final CollectorCounters counters = new CollectorCounters();
    private final EventFeed events = new EventFeed(counters);
    private final BlockingQueue<CollectorEvent> seen = new LinkedBlockingQueue<>();
    private final EventFeed.Handle subscription = events.subscribe(seen::add);
    private final Fleet fleet = new Fleet();
    private final IngestServer server = start(new IngestLimits(4, 1 << 20, 256 << 10, 3, 160, 5));
    private final List<WireProbe> probes = new ArrayList<>();

    @AfterEach
    void close() {
        probes.forEach(WireProbe::close);
        server.close();
        subscription.close();
    }

    @Test
    void probe_isWelcomedAndSeen() throws InterruptedException {
        WireProbe probe = probe();
        probe.send(Wire.request(Wire.introduction()));

        assertThat(probe.answer().getWelcome().getCollectorVersion()).isEqualTo("test");
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isInstanceOf(CollectorEvent.ProcessChanged.class);
        assertThat(fleet.processes()).extracting(ProcessStatus::up).containsExactly(true);
        assertThat(counters.get(CollectorCounter.CONNECTIONS_OPEN)).isEqualTo(1);
    }

    @Test
    void incident_isAcknowledgedAndToldOnce() throws InterruptedException {
        WireProbe probe = probe().introduce();
        seen.poll(10, TimeUnit.SECONDS);
        probe.send(Wire.request(Wire.state(1)));
        probe.send(Wire.request(Wire.incident("i-1").setRevision(2)));
        probe.send(Wire.request(Wire.incident("i-1").setRevision(2)));

        assertThat(probe.answer().getIncidentAck().getRevision()).isEqualTo(2);
        assertThat(probe.answer().getIncidentAck().getId()).isEqualTo("i-1");
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isInstanceOf(CollectorEvent.IncidentChanged.class);
        assertThat(seen).isEmpty();
        assertThat(counters.get(CollectorCounter.INCIDENTS_REPEATED)).isEqualTo(1);
    }

    @Test
    void amendmentAfterTheEnd_isAcknowledgedAndTold() throws InterruptedException {
        WireProbe probe = probe().introduce();
        seen.poll(10, TimeUnit.SECONDS);
        probe.send(Wire.request(Wire.incident("i-1").setOpen(false)));
        probe.send(Wire.request(
                Wire.incident("i-1").setOpen(false).setRevision(2).putDetails("peer", "10.0.0.7:80")));

        probe.answer();
        assertThat(probe.answer().getIncidentAck().getRevision()).isEqualTo(2);
        seen.poll(10, TimeUnit.SECONDS);
        CollectorEvent.IncidentChanged told = (CollectorEvent.IncidentChanged) seen.poll(10, TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(told.change()).isEqualTo(IncidentChange.AMENDED);
        assertThat(told.incident().details()).containsEntry("peer", "10.0.0.7:80");
    }

    @Test
    void incidentThatOpensAgain_isInvalid() {
        WireProbe probe = probe().introduce();
        probe.send(Wire.request(Wire.incident("i-1").setOpen(false)));
        probe.send(Wire.request(Wire.incident("i-1").setRevision(2)));

        assertEnd(probe, Status.Code.INVALID_ARGUMENT, "incident.open", CollectorCounter.REJECTED_INVALID);
    }

    @Test
    void streamThatEnds_takesItsProcessDown() throws InterruptedException {
        WireProbe probe = probe().introduce();
        seen.poll(10, TimeUnit.SECONDS);

        probe.complete();

        assertThat(probe.end()).isEqualTo(Status.OK);
        CollectorEvent event = seen.poll(10, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(CollectorEvent.ProcessChanged.class);
        assertThat(((CollectorEvent.ProcessChanged) event).process().up()).isFalse();
        assertThat(counters.get(CollectorCounter.CONNECTIONS_OPEN)).isZero();
    }

    @Test
    void processThatDies_isDown() throws InterruptedException {
        WireProbe probe = probe().introduce();
        seen.poll(10, TimeUnit.SECONDS);

        probe.close();

        assertThat(((CollectorEvent.ProcessChanged) seen.poll(10, TimeUnit.SECONDS))
                        .process()
                        .up())
                .isFalse();
    }

    @Test
    void firstMessageThatIsNoIntroduction_isAFailedPrecondition() {
        WireProbe probe = probe().send(Wire.request(Wire.state(1)));

        assertEnd(probe, Status.Code.FAILED_PRECONDITION, "introduction", CollectorCounter.REJECTED_NO_INTRODUCTION);
    }

    @Test
    void secondIntroduction_isInvalid() {
        WireProbe probe = probe().introduce().send(Wire.request(Wire.introduction()));

        assertEnd(probe, Status.Code.INVALID_ARGUMENT, "introduction", CollectorCounter.REJECTED_INVALID);
    }

    @Test
    void badHistogram_endsThatStreamAndNoOther() {
        WireProbe good = other("good");
        WireProbe bad = probe().introduce()
                .send(Wire.request(Wire.state(1)
                        .setLoops(
                                0,
                                Wire.loop("loop-1", 1)
                                        .setLagSeconds(Wire.histogram(1).setZeroCount(-1)))));

        assertEnd(
                bad,
                Status.Code.INVALID_ARGUMENT,
                "state.loops.lag_seconds.zero_count",
                CollectorCounter.REJECTED_HISTOGRAM);
        assertStillServed(good);
    }

    @Test
    void sequenceThatRunsBackwards_isInvalid() {
        WireProbe probe = probe().introduce().send(Wire.request(Wire.state(2))).send(Wire.request(Wire.state(1)));

        assertEnd(probe, Status.Code.INVALID_ARGUMENT, "state.sequence", CollectorCounter.REJECTED_SEQUENCE);
    }

    @Test
    void counterThatRunsBackwards_isInvalid() {
        WireProbe probe = probe().introduce()
                .send(Wire.request(Wire.state(5)))
                .send(Wire.request(Wire.state(6).setLoops(0, Wire.loop("loop-1", 4))));

        assertEnd(probe, Status.Code.INVALID_ARGUMENT, "state.loops.heartbeats", CollectorCounter.REJECTED_COUNTER);
    }

    @Test
    void incidentOfAnUnknownLoop_isInvalid() {
        WireProbe probe = probe().introduce()
                .send(Wire.request(Wire.state(1)))
                .send(Wire.request(Wire.incident("i-1").setLoop("nobody")));

        assertEnd(probe, Status.Code.INVALID_ARGUMENT, "incident.loop", CollectorCounter.REJECTED_UNKNOWN_LOOP);
    }

    @Test
    void tooManyLoops_passALimit() {
        WireProbe probe = probe().introduce()
                .send(Wire.request(Wire.state(1)
                        .addLoops(Wire.loop("2", 1))
                        .addLoops(Wire.loop("3", 1))
                        .addLoops(Wire.loop("4", 1))));

        assertEnd(probe, Status.Code.RESOURCE_EXHAUSTED, "state.loops", CollectorCounter.REJECTED_TOO_MANY);
    }

    @Test
    void tooManyIncidentsAMinute_passALimit() {
        WireProbe probe = probe().introduce();
        for (int i = 0; i < 6; i++) {
            probe.send(Wire.request(Wire.incident("i-" + i)));
        }

        assertEnd(probe, Status.Code.RESOURCE_EXHAUSTED, "incident", CollectorCounter.REJECTED_INCIDENT_RATE);
        assertThat(fleet.incidents()).hasSize(5);
    }

    @Test
    void messageOverTheLimit_isToldSoAndCounted() {
        WireProbe good = other("good");
        WireProbe bad =
                probe().introduce().send(Wire.request(Wire.incident("i-1").addEvidence("x".repeat(3 << 20))));

        assertEnd(bad, Status.Code.RESOURCE_EXHAUSTED, "message", CollectorCounter.REJECTED_MESSAGE_SIZE);
        assertStillServed(good);
    }

    @Test
    void messageFarOverTheLimit_isCutOffAndCounted() throws InterruptedException {
        WireProbe good = other("good");
        WireProbe bad =
                probe().introduce().send(Wire.request(Wire.incident("i-1").addEvidence("x".repeat(10 << 20))));

        assertThat(bad.end().isOk()).isFalse();
        while (counters.get(CollectorCounter.REJECTED_MESSAGE_SIZE) == 0) {
            Thread.sleep(5); // the transport tells the probe and the counter at about the same time
        }
        assertStillServed(good);
    }

    @Test
    void streamsOverTheLimit_areRefused() {
        for (int i = 0; i < 4; i++) {
            other("p" + i);
        }

        assertEnd(probe(), Status.Code.RESOURCE_EXHAUSTED, "connections", CollectorCounter.REJECTED_CONNECTIONS);
        assertThat(counters.get(CollectorCounter.CONNECTIONS)).isEqualTo(5);
        assertThat(counters.get(CollectorCounter.CONNECTIONS_OPEN)).isEqualTo(4);
    }

    @Test
    void sameRunOnAnotherStream_endsTheOlderOne() {
        WireProbe first = probe().introduce();
        WireProbe second = probe().introduce();

        assertThat(first.end().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(counters.get(CollectorCounter.CONNECTIONS_TAKEN_OVER)).isEqualTo(1);
        assertStillServed(second);
        assertThat(fleet.processes()).extracting(ProcessStatus::up).containsExactly(true);
    }

    @Test
    void nameOfALiveProcess_isRefusedToAnother() {
        WireProbe holder = probe().introduce();
        WireProbe other = probe().send(Wire.request(Wire.introduction().setRunId("run-2")));

        assertEnd(other, Status.Code.ALREADY_EXISTS, "introduction.process", CollectorCounter.REJECTED_NAME_TAKEN);
        assertStillServed(holder);
    }

    @Test
    void healthCheck_saysServing() throws InterruptedException {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        } finally {
            channel.shutdownNow();
            assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void portInUse_isOneLine() {
        assertThatThrownBy(() -> start(IngestLimits.defaults(), server.port()).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("gRPC port 127.0.0.1:" + server.port()
                        + " is already in use: stop what listens there, or choose another port.");
    }

    private void assertEnd(WireProbe probe, Status.Code code, String field, CollectorCounter counter) {
        Status end = probe.end();
        assertThat(end.getCode()).as(end.toString()).isEqualTo(code);
        assertThat(end.getDescription()).startsWith(field + ": ");
        assertThat(counters.get(counter)).isEqualTo(1);
    }

    private static void assertStillServed(WireProbe probe) {
        probe.send(Wire.request(Wire.incident("still-there")));
        assertThat(probe.answer().getIncidentAck().getId()).isEqualTo("still-there");
    }

    @Test
    void streamThatNeverIntroducesItself_isEndedInTime() {
        try (IngestServer impatient = start(IngestLimits.defaults(), 0, Duration.ofSeconds(2));
                WireProbe mute = new WireProbe(impatient.port());
                WireProbe named = new WireProbe(impatient.port())) {
            named.introduce();

            assertEnd(mute, Status.Code.FAILED_PRECONDITION, "introduction", CollectorCounter.REJECTED_NO_INTRODUCTION);
            named.send(Wire.request(Wire.incident("i-1")));
            assertThat(named.answer().getIncidentAck().getId()).isEqualTo("i-1");
        }
    }

    private WireProbe probe() {
        WireProbe probe = new WireProbe(server.port());
        probes.add(probe);
        return probe;
    }

    private WireProbe other(String process) {
        WireProbe probe = probe().send(Wire.request(Wire.introduction().setProcess(process)));
        assertThat(probe.answer().hasWelcome()).isTrue();
        return probe;
    }

    private IngestServer start(IngestLimits limits) {
        return start(limits, 0);
    }

    private IngestServer start(IngestLimits limits, int port) {
        return start(limits, port, Duration.ofMinutes(1));
    }

    private IngestServer start(IngestLimits limits, int port, Duration introductionPatience) {
        CollectorConfig config = CollectorConfig.builder()
                .grpc(new ListenAddress("127.0.0.1", port))
                .limits(limits)
                .build();
        return IngestServer.start(
                config, fleet, events, counters, InstantSource.system(), "test", introductionPatience);
    }
}
