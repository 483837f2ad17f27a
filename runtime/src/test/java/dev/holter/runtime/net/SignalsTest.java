package dev.holter.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Wakeup;
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
}
