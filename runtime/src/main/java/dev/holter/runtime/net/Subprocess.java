package dev.holter.runtime.net;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopFuture;
import dev.holter.runtime.Promise;
import dev.holter.runtime.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A process, whose output coroutines read and whose end they await. The JDK reads and writes pipes in blocking calls,
 * so each pipe has a thread of its own while it is waited for. For the loop's thread and its coroutines.
 */
public final class Subprocess {
    /** Not virtual ones: a virtual thread that a coroutine starts is run by the coroutine's loop. */
    private static final Executor PIPES = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("process-pipe-", 0).factory());

    private final Process process;
    private final StreamWriter input;
    private final StreamReader output;
    private final StreamReader errors;
    private final Promise<Integer> exit;

    /** How a process ended, with all that it wrote. */
    @SuppressWarnings("ArrayRecordComponent") // for whoever asked for it, who may do with it as it likes
    public record Completed(int exitCode, byte[] output, byte[] errors) {}

    private Subprocess(EventLoop loop, Process process) {
        this.process = process;
        this.input = new StreamWriter(new PipeSink(loop, process.getOutputStream(), PIPES));
        this.output = new StreamReader(new PipeSource(process.getInputStream()));
        this.errors = new StreamReader(new PipeSource(process.getErrorStream()));
        this.exit = loop.createFuture();
        var _ = process.onExit().thenAccept(ended -> loop.callSoonThreadsafe(() -> exit.setResult(ended.exitValue())));
    }

    /**
     * Starts a process, off the loop. Ending the task that started it does not end the process, but for a task that is
     * cancelled while it starts one: nobody would know of that, and it is killed.
     *
     * @throws IOException where there is no such program, or it may not be run
     */
    public static Subprocess start(ProcessBuilder command) throws Exception {
        EventLoop loop = EventLoop.running();
        CompletableFuture<Process> started = new CompletableFuture<>();
        try {
            Callable<Process> start = () -> {
                Process process = command.start();
                started.complete(process);
                return process;
            };
            return new Subprocess(loop, Async.await(Async.toThread(start)));
        } catch (CancelledError cancelled) {
            var _ = started.thenAccept(Process::destroyForcibly); // on whichever thread is the later one
            throw cancelled;
        }
    }

    /** The system's number of it. */
    public long pid() {
        return process.pid();
    }

    /** What it reads. */
    public StreamWriter input() {
        return input;
    }

    /** What it writes on standard output; ends at once where that was redirected. */
    public StreamReader output() {
        return output;
    }

    /** What it writes on standard error; ends at once where that was redirected. */
    public StreamReader errors() {
        return errors;
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     */
    public int waitFor() throws Exception {
        return Async.await(Async.shield(exit));
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes all of that, reads all of both outputs meanwhile, and waits for its end. */
    public Completed communicate(byte[] everything) throws Exception {
        return Async.taskGroup(group -> {
            Task<byte[]> out = group.createTask(output::readAll);
            Task<byte[]> err = group.createTask(errors::readAll);
            write(everything);
            return new Completed(waitFor(), Async.await(out), Async.await(err));
        });
    }

    /** Many programs end before they have read all: that is no failure of theirs. */
    private void write(byte[] everything) {
        try {
            input.write(everything);
            input.drain();
        } catch (IOException ended) {
            // Its exit code tells.
        }
        input.close();
    }

    /** Asks it to end, by SIGTERM where there are signals. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it, by SIGKILL where there are signals. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Reads from a pipe on another thread. A read that its reader no longer waits for serves the next one. */
    private static final class PipeSource implements Source {
        private static final int AT_ONCE = 8 * 1024;

        private final InputStream pipe;
        private @Nullable LoopFuture<byte[]> pending;
        private ByteArrayInputStream found = new ByteArrayInputStream(new byte[0]);
        private boolean isAtEnd;

        PipeSource(InputStream pipe) {
            this.pipe = pipe;
        }

        @Override
        public void awaitReadable() throws IOException {
            if (isAtEnd || found.available() > 0) {
                return;
            }
            LoopFuture<byte[]> read = pending;
            if (read == null) {
                read = Async.runInExecutor(PIPES, this::readSome);
                pending = read;
            }
            found = new ByteArrayInputStream(await(read));
            pending = null;
            isAtEnd = found.available() == 0;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            awaitReadable();
            if (isAtEnd) {
                return -1;
            }
            byte[] some = found.readNBytes(into.remaining());
            into.put(some);
            return some.length;
        }

        @Override
        public byte[] read(int most) throws IOException {
            awaitReadable();
            return found.readNBytes(most);
        }

        private static byte[] await(LoopFuture<byte[]> read) throws IOException {
            try {
                return Async.await(Async.shield(read));
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("a pipe could not be read", e);
            }
        }

        private byte[] readSome() throws IOException {
            byte[] bytes = new byte[AT_ONCE];
            int count = pipe.read(bytes);
            return count < 0 ? new byte[0] : Arrays.copyOf(bytes, count);
        }
    }
}
