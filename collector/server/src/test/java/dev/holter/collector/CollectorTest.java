package dev.holter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.config.ListenAddress;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.CollectorEvent.AlertChanged;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.ingest.Wire;
import dev.holter.collector.ingest.WireProbe;
import dev.holter.collector.notify.Receiver;
import dev.holter.wire.v1.Demand;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.StackFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CollectorTest {
    private static final HttpSide.Factory NO_HTTP = parts -> new HttpSide() {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    @Test
    void blockedLoop_firesWithinASecondAndIsResolved_whileOneReceiverHangs() throws IOException, InterruptedException {
        try (Receiver hanging = new Receiver();
                Receiver webhook = new Receiver();
                Collector collector = Collector.start(
                        config().alertmanagers(List.of(hanging.address()))
                                .webhooks(List.of(hanging.address(), webhook.address()))
                                .build(),
                        NO_HTTP);
                WireProbe probe = new WireProbe(collector.grpcPort())) {
            hanging.hang();
            probe.introduce().send(Wire.request(Wire.state(1)));
            Instant frozenSince = Instant.now().minusMillis(60);
            probe.send(Wire.request(blocked(frozenSince)));

            JsonNode firing = Objects.requireNonNull(webhook.next());
            Duration taken = Duration.between(frozenSince, Instant.now());
            probe.send(Wire.request(
                    blocked(frozenSince).setRevision(2).setOpen(false).setDurationNanos(taken.toNanos())));
            JsonNode resolved = Objects.requireNonNull(webhook.next());

            assertThat(firing.path("state").asText()).isEqualTo("firing");
            assertThat(firing.path("annotations").path("summary").asText()).contains("Check.call (Check.java:42)");
            assertThat(taken).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
            assertThat(resolved.path("state").asText()).isEqualTo("resolved");
            assertThat(collector.alerts().alerts()).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
        }
    }

    @Test
    void thresholds_comeFromTheRulesFile() throws IOException, InterruptedException {
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"), "EventLoopBlockedUnderLoad:\n  stall_age: 50ms\n  for: 1h\n");
        BlockingQueue<CollectorEvent> alerts = new LinkedBlockingQueue<>();
        try (Collector collector = Collector.start(config().rulesFile(rules).build(), NO_HTTP);
                EventFeed.Handle handle = collector.events().subscribe(alerts::add);
                WireProbe probe = new WireProbe(collector.grpcPort())) {
            assertThat(handle).isNotNull();
            probe.introduce().send(Wire.request(blocked(Instant.now().minusMillis(60))));

            CollectorEvent event = alerts.poll(10, TimeUnit.SECONDS);
            while (!(event instanceof AlertChanged)) {
                event = alerts.poll(10, TimeUnit.SECONDS);
            }
            assertThat(((AlertChanged) event).alert().state()).isEqualTo(AlertState.PENDING);
        }
    }

    @Test
    void brokenRulesFile_leavesNothingListening() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), "NoSuchRule: {}\n");

        assertThatThrownBy(() -> Collector.start(config().rulesFile(rules).build(), NO_HTTP))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rules.yaml, line 1");
    }

    @Test
    void portInUse_isOneLine_andThePortIsFreeAfterTheClose() {
        int port;
        try (Collector first = Collector.start(config().build(), NO_HTTP)) {
            port = first.grpcPort();
            assertThatThrownBy(() -> Collector.start(config(port).build(), NO_HTTP))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("gRPC port 127.0.0.1:" + port + " is already in use");
        }
        try (Collector second = Collector.start(config(port).build(), NO_HTTP)) {
            assertThat(second.grpcPort()).isEqualTo(port);
        }
    }

    @Test
    void collector_isReadyOnceProbesCanReport_andUntilItCloses() {
        List<BooleanSupplier> ready = new ArrayList<>();
        AtomicBoolean readyAtTheStart = new AtomicBoolean(true);
        Collector collector = Collector.start(config().build(), parts -> {
            ready.add(parts.ready());
            readyAtTheStart.set(parts.ready().getAsBoolean());
            return NO_HTTP.start(parts);
        });

        assertThat(readyAtTheStart).isFalse();
        assertThat(ready).allMatch(BooleanSupplier::getAsBoolean);
        collector.close();
        assertThat(ready).hasSize(1).noneMatch(BooleanSupplier::getAsBoolean);
    }

    @Test
    void close_isIdempotentAndEndsTheStreams() {
        Collector collector = Collector.start(config().build(), NO_HTTP);
        try (WireProbe probe = new WireProbe(collector.grpcPort())) {
            probe.introduce();
            collector.close();
            collector.close();

            assertThat(probe.end().isOk()).isFalse();
        }
    }

    private static Incident.Builder blocked(Instant since) {
        return Wire.incident("i-1")
                .setStartedAtUnixNanos(since.getEpochSecond() * 1_000_000_000L + since.getNano())
                .setDurationNanos(60_000_000)
                .setCpuRatio(0.01)
                .setDemand(Demand.newBuilder().setRequestsPerSecond(200).setInFlight(3))
                .setCulprit(StackFrame.newBuilder()
                        .setClassName("com.acme.Check")
                        .setMethod("call")
                        .setFile("Check.java")
                        .setLine(42));
    }

    private static CollectorConfig.Builder config() {
        return config(0);
    }

    private static CollectorConfig.Builder config(int grpcPort) {
        return CollectorConfig.builder()
                .grpc(new ListenAddress("127.0.0.1", grpcPort))
                .http(new ListenAddress("127.0.0.1", 0));
    }
}
