package com.example.zoo.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a service answers: {@code /loop} the name of the thread that serves the connection, {@code
 * /stall?ms=N} what the pathology of the hour did to its loop, all else a greeting. Called on event
 * loops; the pathology is changed by the main thread.
 */
public final class Routes {
    private static final String STALL = "/stall?ms=";
    private static final JsonMapper JSON = new JsonMapper();

    private volatile Pathology pathology = request -> {};

    /** What {@code /stall} does from now on. */
    public void serve(Pathology next) {
        pathology = next;
    }

    /**
     * Answers one request, before or after it returns.
     *
     * @param loop runs a task on the calling event loop, later
     */
    public void answer(String uri, Executor loop, Consumer<String> reply) {
        if (uri.startsWith(STALL)) {
            stall(
                    pathology,
                    new Request(Duration.ofMillis(Long.parseLong(uri.substring(STALL.length()))), loop),
                    reply);
        } else {
            reply.accept(uri.equals("/loop") ? Thread.currentThread().getName() : "hello");
        }
    }

    private static void stall(Pathology pathology, Request request, Consumer<String> reply) {
        ProcessorTime before = ProcessorTime.ofThisThread();
        long start = Interval.now();
        try {
            pathology.handle(request);
        } catch (Exception e) {
            reply.accept("failed: " + e);
            return;
        }
        if (pathology.queues()) {
            request.loop().execute(() -> reply.accept(outcome(request, start, before)));
        } else {
            reply.accept(outcome(request, start, before));
        }
    }

    private static String outcome(Request request, long start, ProcessorTime before) {
        Interval interval = new Interval(start, Interval.now());
        ProcessorTime processor = ProcessorTime.ofThisThread().since(before);
        try {
            return JSON.writeValueAsString(new Outcome(interval, request.parts(), processor));
        } catch (JsonProcessingException e) {
            return "failed: " + e;
        }
    }
}
