package dev.holter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which calls of the JDK park a coroutine, so that the loop runs on, and which hold the loop. */
@Timeout(60)
class BlockingCallsTest {
    private static final int MILLIS = 300;
    private static final Duration BEAT = Duration.ofMillis(10);
    private static final int BEATS_OF_A_FREE_LOOP = 8;

    private final EventLoop loop = EventLoop.open();
    private ServerSocket silent;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        silent.close();
    }

    record Call(String name, Blocking call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Blocks for about {@link #MILLIS}. */
    @FunctionalInterface
    private interface Blocking {
        void run(ServerSocket silent) throws Exception;
    }

    /** After the time, on a thread that is none of the loop's. */
    private static void later(Runnable action) {
        Thread.ofPlatform().daemon().start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
            action.run();
        });
    }

    private static Stream<Call> callsThatPark() {
        return Stream.of(
                new Call("Thread.sleep", silent -> Thread.sleep(MILLIS)),
                new Call(
                        "LockSupport.parkNanos",
                        silent -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS))),
                new Call("Socket.read", silent -> {
                    try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
                            Socket other = silent.accept()) {
                        later(() -> close(other));
                        socket.getInputStream().read();
                    }
                }),
                new Call("ServerSocket.accept", silent -> {
                    later(() -> connect(silent));
                    silent.accept().close();
                }),
                new Call("HttpURLConnection", silent -> {
                    later(() -> answer(silent));
                    uri(silent).toURL().openStream().close();
                }),
                new Call("HttpClient.send", silent -> {
                    later(() -> answer(silent));
                    try (HttpClient client = HttpClient.newHttpClient()) {
                        client.send(HttpRequest.newBuilder(uri(silent)).build(), BodyHandlers.discarding());
                    }
                }),
                new Call("ReentrantLock.lock", silent -> {
                    ReentrantLock lock = new ReentrantLock();
                    CountDownLatch held = new CountDownLatch(1);
                    Thread.ofPlatform().daemon().start(() -> {
                        lock.lock();
                        try {
                            held.countDown();
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
                        } finally {
                            lock.unlock();
                        }
                    });
                    held.await();
                    lock.lock();
                    try {
                        held.await();
                    } finally {
                        lock.unlock();
                    }
                }),
                new Call("synchronized", silent -> {
                    Object monitor = new Object();
                    CountDownLatch held = new CountDownLatch(1);
                    Thread.ofPlatform().daemon().start(() -> {
                        synchronized (monitor) {
                            held.countDown();
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
                        }
                    });
                    held.await();
                    synchronized (monitor) {
                        monitor.notifyAll();
                    }
                }),
                new Call("Object.wait", silent -> {
                    Object monitor = new Object();
                    long startNanos = System.nanoTime();
                    synchronized (monitor) {
                        do {
                            monitor.wait(MILLIS);
                        } while (System.nanoTime() - startNanos < TimeUnit.MILLISECONDS.toNanos(MILLIS));
                    }
                }),
                new Call("BlockingQueue.take", silent -> {
                    ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
                    later(() -> queue.add("x"));
                    queue.take();
                }),
                new Call("CountDownLatch.await", silent -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    later(latch::countDown);
                    latch.await();
                }),
                new Call("Semaphore.acquire", silent -> {
                    Semaphore semaphore = new Semaphore(0);
                    later(semaphore::release);
                    semaphore.acquire();
                }),
                new Call("CompletableFuture.get", silent -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    later(() -> future.complete("x"));
                    future.get();
                }),
                new Call("Thread.join", silent -> {
                    Thread thread = Thread.ofPlatform()
                            .daemon()
                            .start(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS)));
                    thread.join();
                }),
                new Call(
                        "Process.waitFor",
                        silent -> new ProcessBuilder("sleep", "0." + MILLIS)
                                .start()
                                .waitFor()));
    }

    private static Stream<Call> callsThatHoldTheLoop() {
        return Stream.of(
                new Call("computing", silent -> {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }),
                new Call("reading a file: a FIFO without a writer", silent -> {
                    Path folder = Files.createTempDirectory("fifo");
                    Path fifo = folder.resolve("fifo");
                    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
                    Process writer = new ProcessBuilder("sh", "-c", "sleep 0." + MILLIS + "; echo x > " + fifo).start();
                    Files.readString(fifo);
                    writer.waitFor();
                    Files.delete(fifo);
                    Files.delete(folder);
                }),
                new Call("native code", silent -> nativeSleep()),
                new Call("class initialisation that waits", silent -> initialiseSlowly()),
                new Call("class initialisation by another thread", silent -> initialisedElsewhere()));
    }

    @SuppressWarnings("restricted") // of the C library, which is there
    private static void nativeSleep() throws Exception {
        Linker linker = Linker.nativeLinker();
        MethodHandle sleep = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("usleep"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            assertThat((int) sleep.invokeExact(MILLIS * 1_000)).isZero();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class that is loaded anew each time, so that it is initialised each time. */
    static final class Slow {
        static {
            long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
            while (System.nanoTime() - endNanos < 0) {
                LockSupport.parkNanos(endNanos - System.nanoTime());
            }
        }

        private Slow() {}
    }

    private static void initialiseSlowly() throws Exception {
        URL classes = Slow.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            initialise(loader);
        }
    }

    private static void initialisedElsewhere() throws Exception {
        URL classes = Slow.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            Thread other = Thread.ofPlatform().start(() -> initialise(loader));
            while (other.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            initialise(loader);
            other.join();
        }
    }

    private static void initialise(ClassLoader loader) {
        try {
            Class.forName(Slow.class.getName(), true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("callsThatPark")
    void callThatParks_leavesTheLoopFree(Call call) throws Exception {
        assertThat(beatsDuring(call)).isGreaterThanOrEqualTo(BEATS_OF_A_FREE_LOOP);
    }

    @ParameterizedTest
    @MethodSource("callsThatHoldTheLoop")
    void callThatHoldsTheLoop_letsNothingElseRun(Call call) throws Exception {
        assertThat(beatsDuring(call)).isLessThan(BEATS_OF_A_FREE_LOOP);
    }

    /** How often another coroutine ran meanwhile. The classes that the call needs are loaded before. */
    private int beatsDuring(Call call) throws Exception {
        int[] beats = new int[1];
        Coroutine<String> watched = () -> {
            call.call().run(silent);
            Task<String> beating = Async.createTask(() -> {
                while (true) {
                    Async.sleep(BEAT);
                    beats[0]++;
                }
            });
            Async.sleep(BEAT);
            beats[0] = 0;
            call.call().run(silent);
            beating.cancel();
            return "done";
        };
        loop.runUntilComplete(watched);
        return beats[0];
    }

    private static URI uri(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private static void connect(ServerSocket server) {
        try {
            new Socket(server.getInetAddress(), server.getLocalPort()).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
