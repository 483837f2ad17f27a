package dev.holter.benchmarks.agent;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One {@link HttpService} process, whose loop has a processor of its own while it is under load, and the connections by
 * which it is put there. Its heap has a fixed size and all its memory from the start: the classes of an agent make the JVM
 * collect once more, after which it would shrink the young generation of a heap that may, and collect half as often again.
 * For one thread.
 */
final class MeasuredService implements AutoCloseable {
    /** Enough that the loop has work left while the client, which shares its processor, has to wait for it. */
    private static final int CONNECTIONS = 64;

    private static final int ROUNDS_BEFORE_A_PAUSE = 4;

    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    private static final String LOOP_THREAD = "multiThreadIoEv";
    /** The agent's word on how it fares, which it keeps in its process. */
    private static final String STATUS = "holter.agent.status";

    /**
     * What one round of load came to.
     *
     * @param requests answered a second
     * @param loopNanos CPU time of the loop, for each of them
     * @param cpuNanos CPU time of the service, for each of them
     */
    record Round(double requests, double loopNanos, double cpuNanos) {}

    private final Process process;
    private final BufferedReader told;
    private final List<Socket> connections = new ArrayList<>();
    private final byte[] request;
    private final int responseLength;
    private final int port;
    private final long loopThread;

    /**
     * Starts the process and connects.
     *
     * @param agentJar the agent that it is to have from its start
     */
    MeasuredService(String classPath, Page page, Optional<Path> agentJar) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        agentJar.ifPresent(jar -> command.add("-javaagent:" + jar + "=service=shop"));
        command.addAll(List.of("-cp", classPath, HttpService.class.getName()));
        process = new ProcessBuilder(Processors.onAll(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] body = page.body();
        request = ascii("GET " + page.path() + " HTTP/1.1\r\nHost: shop\r\nAccept: */*\r\n\r\n");
        String encoding = page.encoding()
                .map(name -> "content-encoding: " + name + "\r\n")
                .orElse("");
        String head = "HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n" + encoding + "\r\n";
        responseLength = ascii(head).length + body.length;
        told = process.inputReader(StandardCharsets.UTF_8);
        port = Math.toIntExact(number());
        Processors.keepOff(process.pid());
        loopThread = Processors.thread(process.pid(), LOOP_THREAD);
        connect();
    }

    private void connect() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
            connection.setTcpNoDelay(true);
            connections.add(connection);
        }
    }

    /**
     * Makes sure that the agent runs in it.
     *
     * @throws IOException where it does not: what was measured was another thing then
     */
    void requireAgent() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String status = machine.getSystemProperties().getProperty(STATUS, "");
            machine.detach();
            if (!status.startsWith("running")) {
                throw new IOException("The agent in the measured service does not run: " + status);
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("The measured service does not say whether its agent runs", e);
        }
    }

    /**
     * Loads the service half of the time, and leaves it all processors: under full load the JVM's compiler, which shares a
     * processor with the client, would be at work for long after. Ends with a collection of the heap, by which what the
     * start has left there becomes old: the JVM would copy it in each of the first fifteen collections, and the agent's with
     * it, which a service does at its start only.
     */
    void warmUp(Duration length) throws IOException {
        Processors.giveAll(process.pid());
        long endNanos = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            long begunNanos = System.nanoTime();
            for (int i = 0; i < ROUNDS_BEFORE_A_PAUSE; i++) {
                sendRequests();
                readResponses();
            }
            LockSupport.parkNanos(System.nanoTime() - begunNanos);
        }
        ask(HttpService.COLLECT);
        Processors.keepOff(process.pid());
    }

    /**
     * Keeps a request waiting on each connection for as long as given, so that the service always has something to do:
     * what it answers then is what its loop is able to, and not what the two can hand to each other.
     */
    Round load(Duration length) throws IOException {
        Processors.giveOwn(loopThread);
        Round round = loaded(length);
        Processors.takeOwn(loopThread);
        return round;
    }

    private Round loaded(Duration length) throws IOException {
        sendRequests();
        long cpuBefore = cpuNanos();
        long loopBefore = Processors.cpuNanos(process.pid(), loopThread);
        long begunNanos = System.nanoTime();
        long endNanos = begunNanos + length.toNanos();
        long answered = 0;
        while (System.nanoTime() - endNanos < 0) {
            for (Socket connection : connections) {
                readResponse(connection.getInputStream());
                connection.getOutputStream().write(request);
                answered++;
            }
        }
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        long loopNanos = Processors.cpuNanos(process.pid(), loopThread) - loopBefore;
        Round round = new Round(
                answered / seconds, (double) loopNanos / answered, (double) (cpuNanos() - cpuBefore) / answered);
        readResponses();
        return round;
    }

    private void sendRequests() throws IOException {
        for (Socket connection : connections) {
            connection.getOutputStream().write(request);
        }
    }

    private void readResponses() throws IOException {
        for (Socket connection : connections) {
            readResponse(connection.getInputStream());
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
        process.getOutputStream().close(); // it ends with its input
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void readResponse(InputStream in) throws IOException {
        if (in.readNBytes(responseLength).length < responseLength) {
            throw new IOException("The measured service has closed a connection; see what it printed above");
        }
    }

    private long cpuNanos() throws IOException {
        return ask("");
    }

    private long ask(String line) throws IOException {
        process.getOutputStream().write(ascii(line + "\n"));
        process.getOutputStream().flush();
        return number();
    }

    private long number() throws IOException {
        @Nullable String line = told.readLine();
        if (line == null) {
            throw new IOException("The measured service has ended; see what it printed above");
        }
        return Long.parseLong(line);
    }
}
