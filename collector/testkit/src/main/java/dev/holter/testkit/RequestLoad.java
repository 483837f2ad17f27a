package dev.holter.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests at a fixed rate that do not wait for each other's answers, as those of many callers do. At
 * most 1000 are under way; those that would be more are not sent. The rate holds for a minute at most.
 */
public final class RequestLoad implements AutoCloseable {
    private static final int MOST_UNDER_WAY = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("request-load").factory());
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final HttpRequest request;
    private final long most;

    private RequestLoad(URI uri, int perSecond) {
        this.request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
        this.most = perSecond * LONGEST.toSeconds();
        long periodNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        var _ = schedule.scheduleAtFixedRate(this::sendOne, 0, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** Starts to send. */
    public static RequestLoad start(URI uri, int perSecond) {
        return new RequestLoad(uri, perSecond);
    }

    /** Requests that were sent. */
    public long sent() {
        return sent.get();
    }

    /** Requests that were answered with status 200. */
    public long answered() {
        return answered.get();
    }

    /** Requests that failed or were answered otherwise. */
    public long failed() {
        return failed.get();
    }

    /** Sends no more, and waits until each request that was sent is answered or has failed. */
    public void finish() {
        schedule.shutdown();
        Eventually.await("every request has an end", TIMEOUT.plusSeconds(5), () -> underWay() == 0);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        client.shutdownNow();
    }

    private void sendOne() {
        if (underWay() >= MOST_UNDER_WAY || sent.get() >= most) {
            return;
        }
        sent.incrementAndGet();
        var _ = client.sendAsync(request, BodyHandlers.discarding()).whenComplete((response, failure) -> {
            boolean fine = failure == null && response.statusCode() == 200;
            (fine ? answered : failed).incrementAndGet();
        });
    }

    private long underWay() {
        return sent.get() - answered.get() - failed.get();
    }
}
