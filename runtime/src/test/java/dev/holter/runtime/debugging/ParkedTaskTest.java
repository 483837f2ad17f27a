package dev.holter.runtime.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.Async;
import dev.holter.runtime.LoopTest;
import dev.holter.runtime.TaskTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the task tree says of tasks that await nothing. In a package of its own: frames of the loop's are left out. */
class ParkedTaskTest extends LoopTest {

    private String look() throws Exception {
        List<String> seen = new ArrayList<>();
        go(() -> {
            Async.sleep(ms(1));
            seen.add(TaskTree.of(loop).toString());
        });
        return seen.getFirst();
    }

    private static String napping() throws InterruptedException {
        Thread.sleep(60_000);
        return "slept";
    }

    @Test
    void taskThatSleeps_isToldWithTheCallAndItsCaller() throws Exception {
        loop.createTask(ParkedTaskTest::napping, "naps");

        assertThat(look())
                .containsPattern(
                        "naps is in Thread\\.sleep, at "
                                + "dev\\.holter\\.runtime\\.debugging\\.ParkedTaskTest\\.napping\\(ParkedTaskTest\\.java:\\d+\\)\n");
    }

    @Test
    void taskThatWaitsAtASocket_isToldWithTheCall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            loop.createTask(() -> accepted(silent), "accepts");

            assertThat(look())
                    .contains("accepts is in ServerSocket.accept, at ")
                    .contains("ParkedTaskTest.accepted(");
        }
    }

    private static String accepted(ServerSocket server) throws IOException {
        server.accept().close();
        return "accepted";
    }

    @Test
    void taskThatIsACallOfTheJdkItself_isToldWithTheCall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            loop.createTask(silent::accept, "accepts");

            assertThat(look()).contains("accepts is in ServerSocket.accept\n");
        }
    }

    @Test
    void taskThatWaitsForAnotherThread_isToldWithTheCall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        start(() -> never.await()).setName("waits");

        assertThat(look()).contains("waits is in CountDownLatch.await, at ");
    }

    @Test
    void taskThatLetsOthersRun_isToldWithItsCaller() throws Exception {
        loop.createTask(
                () -> {
                    while (true) {
                        Async.yieldNow();
                    }
                },
                "yields");
        List<String> seen = new ArrayList<>();
        go(() -> {
            Async.yieldNow();
            seen.add(TaskTree.of(loop).toString());
        });

        assertThat(seen.getFirst()).contains("yields is in Async.yieldNow, at ");
    }
}
