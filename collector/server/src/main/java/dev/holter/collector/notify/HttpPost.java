package dev.holter.collector.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts JSON to one address. A receiver that does not answer costs no more than the timeout. */
final class HttpPost implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final URI address;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /**
     * To one address.
     *
     * @param timeout for the whole exchange
     */
    HttpPost(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * Posts and waits for the answer.
     *
     * @throws IOException where there is no answer in time, or it is no 2xx
     */
    void post(byte[] json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        // The request's own timeout would end with the headers; a body that never ends is to be cut off too.
        CompletableFuture<HttpResponse<Void>> exchange =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        int status = await(exchange).statusCode();
        if (status / 100 != 2) {
            throw new IOException("it answered with status " + status);
        }
    }

    URI address() {
        return address;
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> exchange)
            throws IOException, InterruptedException {
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("closed while it was posting");
            }
            throw new IOException("it cannot be reached: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("it has not answered in " + timeout.toMillis() + " ms", e);
        } finally {
            exchange.cancel(true);
        }
    }
}
