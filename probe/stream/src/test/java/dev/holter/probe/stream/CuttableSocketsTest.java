package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CuttableSocketsTest {
    private final CuttableSockets sockets = new CuttableSockets(Duration.ofSeconds(5));
    private ServerSocket peer;

    @BeforeEach
    void listen() throws IOException {
        peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stopListening() throws IOException {
        peer.close();
    }

    @Test
    void cut_freesAThreadThatIsBlockedInAWrite() throws Exception {
        Socket socket = sockets.createSocket(peer.getInetAddress(), peer.getLocalPort());
        AtomicLong written = new AtomicLong();
        CompletableFuture<Exception> end = CompletableFuture.supplyAsync(() -> writeForEver(socket, written));
        Await.until("the peer's buffers are full", () -> isStanding(written));

        sockets.cut();

        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void afterTheCut_noSocketIsMade() {
        sockets.cut();
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> sockets.createSocket(peer.getInetAddress(), peer.getLocalPort()))
                .withMessage("the link was cut");
    }

    @Test
    void failedConnect_saysWhy() throws IOException {
        peer.close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sockets.createSocket(InetAddress.getLoopbackAddress(), peer.getLocalPort()))
                .withMessageContaining("Connection refused");
    }

    private static Exception writeForEver(Socket socket, AtomicLong written) {
        byte[] bytes = new byte[10_000];
        try {
            OutputStream output = socket.getOutputStream();
            while (true) {
                output.write(bytes);
                written.addAndGet(bytes.length);
            }
        } catch (IOException e) {
            return e;
        }
    }

    private static boolean isStanding(AtomicLong written) {
        long before = written.get();
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return before > 0 && written.get() == before;
    }
}
