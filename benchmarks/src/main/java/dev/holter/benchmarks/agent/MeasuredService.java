package dev.holter.benchmarks.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One {@link HttpService} process and the connections by which it is put under load. For one thread. */
final class MeasuredService implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    /** The agent's word on how it fares, which it keeps in its process. */
    private static final String STATUS = "holter.agent.status";

    /**
     * What one round of load came to.
     *
     * @param requests answered a second
     * @param cpuNanos of the service, for each of them
     */
    record Round(double requests, double cpuNanos) {}

    private final Process process;
    private final BufferedReader told;
    private final List<Socket> connections = new ArrayList<>();
    private final byte[] request;
    private final int responseLength;
    private final int port;

    /** Starts the process and connects. */
    MeasuredService(String classPath, Page page) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String main = HttpService.class.getName();
        process = new ProcessBuilder(java, "-XX:+EnableDynamicAgentLoading", "-Xmx256m", "-cp", classPath, main)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] body = page.body();
        request = ascii("GET " + page.path() + " HTTP/1.1\r\nHost: shop\r\nAccept: */*\r\n\r\n");
        responseLength = ascii("HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n\r\n").length + body.length;
        told = process.inputReader(StandardCharsets.UTF_8);
        port = Math.toIntExact(number());
        connect();
    }

    /** Makes all connections anew: those that are there keep what an agent put into their pipelines. */
    void reconnect() throws IOException {
        disconnect();
        connect();
    }

    private void connect() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
            connection.setTcpNoDelay(true);
            connections.add(connection);
        }
    }

    private void disconnect() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    /** Puts the agent into the process. */
    void attach(Path agentJar) throws IOException {
        load(agentJar, "service=shop", "");
    }

    /**
     * Takes the agent out of it.
     *
     * @throws IOException also where it does not run there: what was measured was another thing then
     */
    void detach(Path agentJar) throws IOException {
        load(agentJar, "enabled=false", "running");
    }

    private void load(Path agentJar, String options, String expectedStatus) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                String status = machine.getSystemProperties().getProperty(STATUS, "");
                if (!status.startsWith(expectedStatus)) {
                    throw new IOException("The agent in the measured service does not run: " + status);
                }
                machine.loadAgent(agentJar.toString(), options);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException("The measured service did not load the agent", e);
        }
    }

    /** Sends a request on each connection, and the next when all are answered, for as long as given. */
    Round load(Duration length) throws IOException {
        long cpuBefore = cpuNanos();
        long begunNanos = System.nanoTime();
        long endNanos = begunNanos + length.toNanos();
        long answered = 0;
        while (System.nanoTime() - endNanos < 0) {
            for (Socket connection : connections) {
                OutputStream out = connection.getOutputStream();
                out.write(request);
            }
            for (Socket connection : connections) {
                readResponse(connection.getInputStream());
                answered++;
            }
        }
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        return new Round(answered / seconds, (double) (cpuNanos() - cpuBefore) / answered);
    }

    @Override
    public void close() throws IOException {
        disconnect();
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
        process.getOutputStream().write('\n');
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
