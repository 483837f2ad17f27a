package dev.holter.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.exposition.ReportedFleet;
import dev.holter.collector.exposition.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EventFollowersTest {
    private static final LoopKey LOOP = new LoopKey(new ProcessKey("checkout", "1@a"), "loop-1");
    private static final CollectorEvent EVENT = new CollectorEvent.IncidentChanged(
            Samples.incident("inc-1", LOOP, true, ReportedFleet.START, Duration.ofMillis(60)), IncidentChange.OPENED);

    @Test
    void event_reachesTheClientAsOneNamedMessage() throws Exception {
        try (RunningServer web = new RunningServer();
                Socket socket = connect(web)) {
            BufferedReader reader = reader(socket);
            awaitLine(reader, ": events of a Holter collector");

            web.events.publish(EVENT);

            awaitLine(reader, "event: incident");
            String data = reader.readLine();
            assertThat(data).startsWith("data: {\"id\":\"inc-1\"").endsWith("\"change\":\"opened\"}");
            assertThat(reader.readLine()).isEmpty();
        }
    }

    @Test
    void quietStream_isPinged() throws Exception {
        try (RunningServer web = new RunningServer(Duration.ofMillis(50));
                Socket socket = connect(web)) {
            BufferedReader reader = reader(socket);
            awaitLine(reader, ": ping");
            awaitLine(reader, ": ping");
        }
    }

    @Test
    void clientThatDoesNotRead_isCutOffAndCountedWithoutHoldingUpOthers() throws Exception {
        try (RunningServer web = new RunningServer();
                Socket slow = connect(web);
                Socket fast = connect(web)) {
            BufferedReader slowReader = reader(slow);
            awaitLine(slowReader, ": events of a Holter collector");
            BufferedReader reader = reader(fast);
            awaitLine(reader, ": events of a Holter collector");

            Instant limit = Instant.now().plusSeconds(30);
            while (web.counters.get(CollectorCounter.FOLLOWERS_DROPPED) == 0) {
                assertThat(Instant.now()).isBefore(limit);
                web.events.publish(EVENT);
                awaitLine(reader, "event: incident");
            }
            assertThat(web.counters.get(CollectorCounter.FOLLOWERS_DROPPED)).isEqualTo(1);

            while (slowReader.readLine() != null) {
                // what had been written before the end
            }
            web.events.publish(EVENT);
            awaitLine(reader, "event: incident");
        }
    }

    @Test
    void closedServer_endsItsStreams() throws Exception {
        RunningServer web = new RunningServer();
        try (Socket socket = connect(web)) {
            BufferedReader reader = reader(socket);
            awaitLine(reader, ": events of a Holter collector");

            web.close();

            while (reader.readLine() != null) {
                // reads to the end
            }
        }
    }

    private static Socket connect(RunningServer web) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), web.server.port()));
        OutputStream out = socket.getOutputStream();
        out.write("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void awaitLine(BufferedReader reader, String wanted) throws IOException {
        String line = reader.readLine();
        while (!wanted.equals(line)) {
            assertThat(line).as("the stream ended before \"" + wanted + "\"").isNotNull();
            line = reader.readLine();
        }
    }
}
