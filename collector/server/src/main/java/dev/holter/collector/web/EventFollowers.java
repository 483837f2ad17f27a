package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.EventFeed;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of {@code /api/v1/events}. Each is written to by the thread of its own request, which
 * stays until the client goes or is cut off.
 *
 * <p>What waits for a client is bounded. One that reads too slowly is cut off rather than slowed events
 * for others or given a stream with holes: it connects again and asks the API for what it missed.
 */
final class EventFollowers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFollowers.class);
    private static final int MAX_FOLLOWERS = 64;

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final CollectorCounters counters;
    private final Duration pingInterval;
    private final EventFeed.Handle subscription;

    /**
     * Listens to the feed.
     *
     * @param pingInterval how often a client hears something when nothing happens
     */
    EventFollowers(EventFeed feed, CollectorCounters counters, Duration pingInterval) {
        this.counters = counters;
        this.pingInterval = pingInterval;
        this.subscription = feed.subscribe(this::tellAll);
    }

    /** Writes events to a client until it goes. Blocks. */
    void follow(Context context) {
        QueryParameters.of(context, Set.of());
        Follower follower = new Follower();
        followers.add(follower);
        try {
            if (followers.size() > MAX_FOLLOWERS) {
                throw Problem.because(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        MAX_FOLLOWERS + " clients follow the events already: close one, or poll the API.");
            }
            context.res().setContentType("text/event-stream");
            context.res().setCharacterEncoding("utf-8");
            context.res().setHeader("Cache-Control", "no-store");
            write(follower, context.res().getOutputStream());
        } catch (IOException e) {
            LOG.debug("A client of the event stream is gone", e);
        } finally {
            followers.remove(follower);
            follower.leave();
        }
    }

    /** Ends every stream. */
    @Override
    public void close() {
        subscription.close();
        followers.forEach(Follower::end);
    }

    private void tellAll(CollectorEvent event) {
        for (Follower follower : followers) {
            if (!follower.offer(event)) {
                counters.increment(CollectorCounter.FOLLOWERS_DROPPED);
            }
        }
    }

    private void write(Follower follower, ServletOutputStream out) throws IOException {
        send(out, ": events of a Holter collector\n\n");
        while (!follower.hasEnded()) {
            CollectorEvent event = follower.next(pingInterval);
            if (!follower.hasEnded()) {
                send(out, event == null ? ": ping\n\n" : message(event));
            }
        }
    }

    private static void send(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String message(CollectorEvent event) {
        return switch (event) {
            case CollectorEvent.IncidentChanged(var incident, var change) ->
                message("incident", IncidentJson.of(incident).put("change", change.label()));
            case CollectorEvent.AlertChanged(var alert) -> message("alert", AlertJson.of(alert));
            case CollectorEvent.ProcessChanged(var process) -> message("process", ProcessJson.of(process));
        };
    }

    private static String message(String name, ObjectNode data) {
        return "event: " + name + "\ndata: " + Json.text(data) + "\n\n";
    }
}
