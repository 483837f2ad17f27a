package dev.holter.collector.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;

/** Problem details of RFC 9457: what every error is answered with. */
final class Problem {
    static final String CONTENT_TYPE = "application/problem+json";

    private Problem() {}

    /** An error to be thrown by a handler, with a sentence that says what was wrong and what to do. */
    static HttpResponseException because(HttpStatus status, String detail) {
        return new HttpResponseException(status.getCode(), detail);
    }

    /** Answers a request with an error. */
    static void write(Context context, int status, String detail) {
        String body = Json.text(Json.object()
                .put("type", "about:blank")
                .put("title", HttpStatus.forStatus(status).getMessage())
                .put("status", status)
                .put("detail", detail)
                .put("instance", context.path()));
        context.status(status).contentType(CONTENT_TYPE).result(body);
    }
}
