package dev.holter.collector.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets a number of messages through a minute: all of them at once if need be, and then as many as time
 * passes for. Not safe for several threads.
 */
final class MinuteAllowance {
    private final double perNano;
    private final double most;
    private double left;
    private Instant at;

    MinuteAllowance(int perMinute, Instant now) {
        this.perNano = (double) perMinute / Duration.ofMinutes(1).toNanos();
        this.most = perMinute;
        this.left = perMinute;
        this.at = now;
    }

    boolean take(Instant now) {
        if (now.isAfter(at)) {
            left = Math.min(most, left + perNano * Duration.between(at, now).toNanos());
        }
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
