package dev.holter.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Wakeup;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SignalsTest extends IoTest {

    private static void signalSelf() throws Exception {
        long self = ProcessHandle.current().pid();
        Subprocess.start(new ProcessBuilder("kill", "-USR2", Long.toString(self)))
                .waitFor();
    }

    @Test
    void signal_runsItsCallbackOnTheLoop() throws Exception {
        go(() -> {
            Wakeup got = new Wakeup("a signal");
            Signals.add(loop, "USR2", got::wake);
            try {
                signalSelf();
                got.await();
                log.add("got it");
            } finally {
                assertThat(Signals.remove("USR2")).isTrue();
            }
        });

        assertThat(log).containsExactly("got it");
    }

    @Test
    void lastCallback_counts() throws Exception {
        go(() -> {
            Wakeup second = new Wakeup("a signal");
            Signals.add(loop, "USR2", () -> log.add("first"));
            Signals.add(loop, "USR2", second::wake);
            try {
                signalSelf();
                second.await();
            } finally {
                Signals.remove("USR2");
            }
        });

        assertThat(log).isEmpty();
    }

    @Test
    void signalThatDoesNotExist_isRefused() {
        assertThatThrownBy(() -> Signals.add(loop, "NOSUCH", () -> {})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void removingWhatWasNotAdded_saysSo() {
        assertThat(Signals.remove("USR2")).isFalse();
    }

    @Test
    void callbackOfAClosedLoop_isRemoved() {
        Signals.add(loop, "USR2", () -> {});
        loop.close();

        assertThat(Signals.remove("USR2")).isFalse();
    }

    @Test
    void callbackOfAnotherLoop_outlivesTheClosedOne() {
        try (EventLoop other = EventLoop.open()) {
            Signals.add(loop, "USR2", () -> {});
            Signals.add(other, "USR2", () -> {});
            loop.close();

            assertThat(Signals.remove("USR2")).isTrue();
        }
    }

    @Test
    void closedLoop_takesNoCallback() {
        loop.close();

        assertThatThrownBy(() -> Signals.add(loop, "USR2", () -> {})).isInstanceOf(IllegalStateException.class);
        assertThat(Signals.remove("USR2")).isFalse();
    }

    @Test
    void processWhoseLoopIsClosed_endsBySignalsAgain() throws Exception {
        go(() -> {
            Subprocess process = Subprocess.start(new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName()));
            try {
                assertThat(process.output().readLine()).isEqualTo("the loop is closed");
                process.terminate();

                assertThat(process.waitFor()).isEqualTo(128 + 15);
            } finally {
                process.kill();
            }
        });
    }

    /** Ends its loop, and not itself. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            EventLoop.runMain(() -> {
                Signals.add(EventLoop.running(), "TERM", () -> {});
                return null;
            });
            System.out.println("the loop is closed");
            new CountDownLatch(1).await();
        }
    }
}
