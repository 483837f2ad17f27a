package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.Task;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DatagramEndpointTest extends IoTest {

    @Test
    void datagram_arrivesWholeWithItsSender() throws Exception {
        go(() -> {
            try (DatagramEndpoint receiver = DatagramEndpoint.bind(anyPort());
                    DatagramEndpoint sender = DatagramEndpoint.bind(anyPort())) {
                sender.send("one".getBytes(UTF_8), receiver.address());
                sender.send("two".getBytes(UTF_8), receiver.address());

                DatagramEndpoint.Datagram first = receiver.receive();
                assertThat(first.data()).asString(UTF_8).isEqualTo("one");
                assertThat(first.from()).isEqualTo(sender.address());
                assertThat(receiver.receive().data()).asString(UTF_8).isEqualTo("two");
            }
        });
    }

    @Test
    void connectedEndpoint_talksWithOnePeer() throws Exception {
        go(() -> {
            try (DatagramEndpoint server = DatagramEndpoint.bind(anyPort());
                    DatagramEndpoint client = DatagramEndpoint.connect(server.address())) {
                client.send("ping".getBytes(UTF_8));
                server.send("pong".getBytes(UTF_8), server.receive().from());

                assertThat(client.receive().data()).asString(UTF_8).isEqualTo("pong");
            }
        });
    }

    @Test
    void emptyDatagram_isOne() throws Exception {
        go(() -> {
            try (DatagramEndpoint receiver = DatagramEndpoint.bind(anyPort())) {
                receiver.send(new byte[0], receiver.address());

                assertThat(receiver.receive().data()).isEmpty();
            }
        });
    }

    @Test
    void cancelledReceive_losesNothing() throws Exception {
        go(() -> {
            try (DatagramEndpoint receiver = DatagramEndpoint.bind(anyPort())) {
                assertThatThrownBy(() -> Async.timeout(Duration.ofMillis(10), scope -> receiver.receive()))
                        .isInstanceOf(TimeoutException.class);
                receiver.send("late".getBytes(UTF_8), receiver.address());

                assertThat(receiver.receive().data()).asString(UTF_8).isEqualTo("late");
            }
        });
    }

    @Test
    void closedEndpoint_wakesWhoReceives() throws Exception {
        go(() -> {
            DatagramEndpoint receiver = DatagramEndpoint.bind(anyPort());
            Task<DatagramEndpoint.Datagram> receiving = Async.createTask(receiver::receive);
            Async.yieldNow();
            receiver.close();

            assertThatThrownBy(() -> Async.await(receiving)).isInstanceOf(ClosedChannelException.class);
        });
    }

    @Test
    void datagramThatIsTooLong_isRefused() throws Exception {
        go(() -> {
            try (DatagramEndpoint endpoint = DatagramEndpoint.bind(anyPort())) {
                assertThatThrownBy(() -> endpoint.send(new byte[70_000], endpoint.address()))
                        .isInstanceOf(IOException.class);
            }
        });
    }
}
