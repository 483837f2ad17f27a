package dev.holter.runtime.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubprocessTest extends IoTest {

    private static Subprocess sh(String script) throws Exception {
        return Subprocess.start(new ProcessBuilder("sh", "-c", script));
    }

    @Test
    void exitCode_isAwaited() throws Exception {
        go(() -> assertThat(sh("exit 7").waitFor()).isEqualTo(7));
    }

    @Test
    void outputs_areReadAsStreams() throws Exception {
        go(() -> {
            Subprocess process = sh("echo out; echo err >&2; echo more");

            assertThat(process.output().readLine()).isEqualTo("out");
            assertThat(process.output().readLine()).isEqualTo("more");
            assertThat(process.output().readLine()).isNull();
            assertThat(process.errors().readAll()).asString(UTF_8).isEqualTo("err\n");
            assertThat(process.waitFor()).isZero();
        });
    }

    @Test
    void input_isWritten() throws Exception {
        go(() -> {
            Subprocess process = sh("while read line; do echo \"got $line\"; done");
            process.input().write("first\n");
            assertThat(process.output().readLine()).isEqualTo("got first");
            process.input().write("second\n");
            assertThat(process.output().readLine()).isEqualTo("got second");
            process.input().close();

            assertThat(process.waitFor()).isZero();
        });
    }

    @Test
    void communicate_handsOverMegabytesBothWays() throws Exception {
        byte[] much = new byte[4 * 1024 * 1024];
        Arrays.fill(much, (byte) 'x');
        go(() -> {
            Subprocess.Completed completed = sh("cat; echo done >&2; exit 3").communicate(much);

            assertThat(completed.output()).isEqualTo(much);
            assertThat(completed.errors()).asString(UTF_8).isEqualTo("done\n");
            assertThat(completed.exitCode()).isEqualTo(3);
        });
    }

    @Test
    void programThatReadsNothing_isNoFailure() throws Exception {
        go(() -> {
            Subprocess.Completed completed = sh("exit 4").communicate(new byte[4 * 1024 * 1024]);

            assertThat(completed.exitCode()).isEqualTo(4);
        });
    }

    @Test
    void loopRunsOn_whileAProcessIsWaitedFor() throws Exception {
        go(() -> {
            Subprocess process = sh("read line; exit 0");
            var waiting = Async.createTask(process::waitFor);
            for (int i = 0; i < 3; i++) {
                Async.sleep(Duration.ofMillis(5));
                log.add("ran");
            }
            process.input().write("go\n");

            assertThat(Async.await(waiting)).isZero();
        });

        assertThat(log).hasSize(3);
    }

    @Test
    void waitThatTimesOut_leavesTheProcess_whichCanBeKilled() throws Exception {
        go(() -> {
            Subprocess process = sh("exec sleep 60");
            assertThatThrownBy(() -> Async.timeout(Duration.ofMillis(50), scope -> process.waitFor()))
                    .isInstanceOf(TimeoutException.class);
            assertThat(process.isAlive()).isTrue();

            process.kill();
            assertThat(process.waitFor()).isEqualTo(128 + 9);
        });
    }

    @Test
    void terminate_asksForItsEnd() throws Exception {
        go(() -> {
            Subprocess process = sh("trap 'exit 5' TERM; echo ready; while :; do sleep 0.01; done");
            assertThat(process.output().readLine()).isEqualTo("ready");
            process.terminate();

            assertThat(process.waitFor()).isEqualTo(5);
        });
    }

    @Test
    void readThatIsCancelled_losesNothing() throws Exception {
        go(() -> {
            Subprocess process = sh("read line; echo late");
            assertThatThrownBy(() -> Async.timeout(
                            Duration.ofMillis(20), scope -> process.output().readLine()))
                    .isInstanceOf(TimeoutException.class);
            process.input().write("go\n");

            assertThat(process.output().readLine()).isEqualTo("late");
            assertThat(process.waitFor()).isZero();
        });
    }

    @Test
    void programThatIsNotThere_isToldByItsName() {
        assertThatThrownBy(() -> go(() -> Subprocess.start(new ProcessBuilder("no-such-program"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void processWhoseStartIsCancelled_isKilled(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("pid");
        go(() -> {
            Task<Subprocess> starting = Async.createTask(() -> sh("echo $$ > " + file + "; exec sleep 60"));
            Async.yieldNow();
            while (!Files.exists(file) || Files.size(file) == 0) {
                Thread.onSpinWait(); // holds the loop, which does not hear that the process is there
            }
            starting.cancel();
            assertThatThrownBy(() -> Async.await(starting)).isInstanceOf(CancelledError.class);
        });

        long pid = Long.parseLong(Files.readString(file).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit).orElse(CompletableFuture.completedFuture(null)))
                .succeedsWithin(Duration.ofSeconds(20));
    }
}
