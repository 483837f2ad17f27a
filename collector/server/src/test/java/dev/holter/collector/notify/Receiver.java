package dev.holter.collector.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that alerts are sent to: answers as it is told, or not at all. */
public final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<JsonNode> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> paths = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile boolean hangs;

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on requests are read and not answered. */
    public void hang() {
        hangs = true;
    }

    /** The next requests are answered with 500. */
    public void refuse(int requests) {
        refusals.set(requests);
    }

    /** The next body that came, refused ones included; null where none comes in time. */
    public @Nullable JsonNode next() throws InterruptedException {
        return bodies.poll(10, TimeUnit.SECONDS);
    }

    public @Nullable String nextPath() throws InterruptedException {
        return paths.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            bodies.add(body);
            if (hangs) {
                closed.await();
            }
            boolean refuses = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(refuses ? 500 : 200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
