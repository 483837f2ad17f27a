package dev.holter.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** What the service answers to GET, by path. Called on event loops. */
final class Routes {
    private static final int WORK_ROUNDS = 2000;
    private static final int MOST_FREEZE_MILLIS = 600_000;

    private final HealthCheck healthCheck;

    Routes(HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
    }

    /**
     * Answers a request; blocks where that is what it asks for.
     *
     * @param uri path and query
     * @param loop name of the loop that serves it
     */
    Answer answer(String uri, String loop) throws InterruptedException {
        QueryStringDecoder request = new QueryStringDecoder(uri);
        return switch (request.path()) {
            case "/work" -> work(loop);
            case "/health" -> health(request.parameters(), loop);
            default -> Answer.error(HttpResponseStatus.NOT_FOUND, "there are /work and /health");
        };
    }

    /** About 10 microseconds of computing. */
    private static Answer work(String loop) {
        CRC32 checksum = new CRC32();
        for (int i = 0; i < WORK_ROUNDS; i++) {
            checksum.update(i);
        }
        return Answer.ok("{\"checksum\":" + checksum.getValue() + ",\"loop\":\"" + loop + "\"}");
    }

    private Answer health(Map<String, List<String>> parameters, String loop) throws InterruptedException {
        Optional<FreezeCause> cause = first(parameters, "cause").flatMap(FreezeCause::named);
        Optional<Duration> freeze = first(parameters, "freezeMs").flatMap(Routes::millis);
        if (cause.isEmpty() || freeze.isEmpty()) {
            return Answer.error(
                    HttpResponseStatus.BAD_REQUEST,
                    "ask for cause=socket, sleep, lock or cpu and freezeMs=0 to " + MOST_FREEZE_MILLIS);
        }
        if (!healthCheck.canFreeze(cause.get())) {
            return Answer.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "no upstream: start with --upstream=...");
        }
        try {
            String found = healthCheck.freeze(cause.get(), freeze.get(), loop);
            return Answer.ok("{\"healthy\":true,\"found\":\"" + found + "\",\"loop\":\"" + loop + "\"}");
        } catch (IOException unreachable) {
            return Answer.error(HttpResponseStatus.BAD_GATEWAY, "the upstream does not answer");
        }
    }

    private static Optional<String> first(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Optional<Duration> millis(String text) {
        try {
            int millis = Integer.parseInt(text);
            return millis >= 0 && millis <= MOST_FREEZE_MILLIS
                    ? Optional.of(Duration.ofMillis(millis))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
