package dev.holter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.Server;
import dev.holter.runtime.net.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EchoServerTest {
    @Test
    void sendsBackWhatItGets() throws Exception {
        String back = EventLoop.runMain(() -> {
            try (Server server = EchoServer.serve(0);
                    Connection client = Streams.connect(server.address())) {
                client.writer().write("hello, loop");
                client.writer().closeOutput();
                return new String(client.reader().readAll(), UTF_8);
            }
        });

        assertThat(back).isEqualTo("hello, loop");
    }
}
