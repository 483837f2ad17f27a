package dev.holter.cli.demo;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;

/**
 * One keep-alive connection on which requests are sent without waiting for the answers (HTTP pipelining),
 * so that a server that does not answer does not slow the load down. Two virtual threads serve it: one
 * writes, one reads. Requests wait in memory where even the sockets' buffers are full.
 */
final class LoadConnection implements AutoCloseable {
    private static final String REQUEST = "GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final byte[] REQUEST_BYTES = REQUEST.getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final Socket socket = new Socket();
    private final LongConsumer answered;
    private final LinkedBlockingQueue<Long> toWrite = new LinkedBlockingQueue<>();
    private final Queue<Long> unanswered = new ConcurrentLinkedQueue<>();

    private LoadConnection(LongConsumer answered) {
        this.answered = answered;
    }

    /**
     * Connects.
     *
     * @param answered receives, on the reading thread, when each answered request was due
     */
    static LoadConnection open(InetSocketAddress server, LongConsumer answered) throws IOException {
        LoadConnection connection = new LoadConnection(answered);
        connection.socket.setTcpNoDelay(true);
        connection.socket.connect(server, CONNECT_TIMEOUT_MILLIS);
        Thread.ofVirtual().name("load-write").start(connection::write);
        Thread.ofVirtual().name("load-read").start(connection::read);
        return connection;
    }

    /** Sends a request as soon as the connection takes it. Never blocks. */
    void send(long dueNanos) {
        toWrite.add(dueNanos);
    }

    /** Ends the connection and both threads. */
    @Override
    public void close() throws IOException {
        socket.close();
        toWrite.add(Long.MIN_VALUE);
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (long due = toWrite.take(); due != Long.MIN_VALUE; due = toWrite.take()) {
                unanswered.add(due);
                out.write(REQUEST_BYTES);
            }
        } catch (IOException e) {
            // The server is gone, or this was closed: what was sent stays unanswered, and counts so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                skipAnswer(in);
                Long due = unanswered.poll();
                if (due == null) {
                    throw new IOException("an answer that nobody asked for");
                }
                answered.accept(due);
            }
        } catch (IOException e) {
            // As above: requests that are never answered are what shows it.
        }
    }

    private static void skipAnswer(InputStream in) throws IOException {
        long length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
