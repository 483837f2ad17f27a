package dev.holter.probe.netty;

import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one channel, counted into the meter of the event loop on which the first of them came. One that comes
 * while that loop is not watched is not counted; an answer that no request waits for is not either. For one thread,
 * {@link #isUsed} apart.
 */
final class ChannelRequests {
    private final Function<EventExecutor, Optional<WatchedLoop>> loops;
    /** Set by the first request, which comes before every answer. */
    private volatile @Nullable RequestMeter meter;

    private int inFlight;
    /** Those in flight whose answer is written, but not yet flushed. */
    private int answered;

    /**
     * Has counted nothing yet.
     *
     * @param loops what watches an event loop; empty where nothing does
     */
    ChannelRequests(Function<EventExecutor, Optional<WatchedLoop>> loops) {
        this.loops = loops;
    }

    /** Whether any request was counted. Any thread. */
    boolean isUsed() {
        return meter != null;
    }

    /** The first message of a request has arrived. */
    void started(Channel channel) {
        RequestMeter counted = meter;
        if (counted == null) {
            counted =
                    loops.apply(channel.eventLoop()).map(WatchedLoop::requests).orElse(null);
            meter = counted;
        }
        if (counted != null) {
            counted.started();
            inFlight++;
        }
    }

    /** The last part of an answer is about to be written. */
    void answerEnds() {
        if (answered < inFlight) {
            answered++;
        }
    }

    /** What was written so far has been flushed. */
    void flushed() {
        finish(answered);
    }

    /** What is in flight will not be finished. */
    void givesUp() {
        finish(inFlight);
    }

    private void finish(int requests) {
        RequestMeter counted = meter;
        for (int i = 0; i < requests && counted != null; i++) {
            counted.finished();
        }
        inFlight -= requests;
        answered = 0;
    }
}
