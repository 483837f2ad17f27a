package dev.holter.benchmarks.agent;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@link HttpService} process and the connections by which it is put under load. For one thread. */
final class MeasuredService implements AutoCloseable {
    private static final int CONNECTIONS = 16;
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

    /** Starts the process and connects. */
    MeasuredService(String classPath, Page page, Optional<Path> agentJar) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        agentJar.ifPresent(jar -> command.add("-javaagent:" + jar + "=service=shop"));
        command.addAll(List.of("-Xmx256m", "-cp", classPath, HttpService.class.getName()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] body = page.body();
        request = ascii("GET " + page.path() + " HTTP/1.1\r\nHost: shop\r\nAccept: */*\r\n\r\n");
        responseLength = ascii("HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n\r\n").length + body.length;
        told = process.inputReader(StandardCharsets.UTF_8);
        int port = Math.toIntExact(number());
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
            connection.setTcpNoDelay(true);
            connections.add(connection);
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
