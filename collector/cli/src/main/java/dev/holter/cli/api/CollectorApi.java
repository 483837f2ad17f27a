package dev.holter.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.error.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks one collector over HTTP; calls block until the answer is there, for at most five seconds. What
 * goes wrong is a {@link UserError} that names the address.
 */
public final class CollectorApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * Connects to nothing yet.
     *
     * @param base address of the collector, as {@code http://127.0.0.1:9747}
     */
    public CollectorApi(URI base) {
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new UserError("'" + base + "' is not the address of a collector: write http://HOST:PORT");
        }
        this.base = base;
    }

    /** Every loop that the collector knows. */
    public List<JsonNode> loops() {
        return list("/api/v1/loops");
    }

    /** Incidents, newest first. */
    public List<JsonNode> incidents() {
        return list("/api/v1/incidents");
    }

    /** One incident. */
    public Optional<JsonNode> incident(String id) {
        HttpResponse<String> response = send("/api/v1/incidents/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(response));
    }

    /** Follows the collector's events; see {@link EventStream#open}. */
    public EventStream events(EventStream.Listener listener) {
        return EventStream.open(http, resolve("/api/v1/events"), listener);
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private List<JsonNode> list(String path) {
        JsonNode body = body(send(path));
        if (!body.isArray()) {
            throw new UserError(resolve(path) + " did not answer with a list: is this a Holter collector?");
        }
        return body.valueStream().toList();
    }

    private JsonNode body(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new UserError(response.uri() + " answered with status " + response.statusCode()
                    + ": is this a Holter collector?");
        }
        try {
            return Json.parse(response.body());
        } catch (IllegalArgumentException e) {
            throw new UserError(response.uri() + " did not answer with JSON: is this a Holter collector?", e);
        }
    }

    private HttpResponse<String> send(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(resolve(path)).timeout(TIMEOUT).build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UserError("cannot reach a collector at " + base + " (" + reason(e)
                    + "): start one with 'holter collector', or name another with --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while asking " + base, e);
        }
    }

    private URI resolve(String path) {
        return base.resolve(path);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException timeout -> "no answer within " + TIMEOUT.toSeconds() + " s";
            case ConnectException refused -> "connection refused";
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
