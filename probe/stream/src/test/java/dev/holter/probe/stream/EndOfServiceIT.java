package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.stream.TestCollector.Manner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A process that never closes its probe ends all the same when its main method does. */
@Timeout(120)
class EndOfServiceIT {
    @TempDir
    private Path folder;

    @Test
    void serviceWithACollector_endsWithItsMain() throws Throwable {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES)) {
            assertEnds(
                    collector.port(),
                    () -> assertThat(collector.next().getIntroduction().getService())
                            .isEqualTo("forgetful"));
        }
    }

    @Test
    void serviceWithACollectorThatNeverReads_endsWithItsMain() throws Throwable {
        try (TestCollector collector = TestCollector.start(Manner.NEVER_READS)) {
            assertEnds(collector.port(), () -> {});
        }
    }

    @Test
    void serviceWithoutACollector_endsWithItsMain() throws Throwable {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertEnds(nobody, () -> {});
    }

    private void assertEnds(int port, Executable before) throws Throwable {
        Path output = folder.resolve("output.txt");
        Process service = ShippedClassPath.start("ForgetfulService", "127.0.0.1:" + port, output);
        try {
            before.execute();
            service.getOutputStream().close();
            assertThat(service.waitFor(60, TimeUnit.SECONDS))
                    .as("the service ends")
                    .isTrue();
            assertThat(service.exitValue()).isZero();
            assertThat(Files.readString(output)).contains("the end");
        } finally {
            service.destroyForcibly().waitFor();
        }
    }
}
