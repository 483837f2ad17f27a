package dev.holter.runtime.net;

import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * How TLS is spoken: with which keys and trust, and how long a peer may take over it. The times are those of asyncio.
 *
 * <pre>{@code
 * Tls tls = Tls.of(context).withHandshakeTimeout(Duration.ofSeconds(5));
 * }</pre>
 *
 * @param context keys and trust
 * @param handshakeTimeout the connection is lost where its handshake takes longer; 60 s by default
 * @param shutdownTimeout what is queued is lost where a peer takes longer to read it once the connection is closed; 30 s
 *     by default
 */
public record Tls(SSLContext context, Duration handshakeTimeout, Duration shutdownTimeout) {
    private static final Duration HANDSHAKE = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    /**
     * Checks both times.
     *
     * @throws IllegalArgumentException where one is not positive
     */
    public Tls {
        Objects.requireNonNull(context);
        requirePositive(handshakeTimeout);
        requirePositive(shutdownTimeout);
    }

    private static void requirePositive(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout of " + timeout + ", which gives no time");
        }
    }

    /** With the times that asyncio has. */
    public static Tls of(SSLContext context) {
        return new Tls(context, HANDSHAKE, SHUTDOWN);
    }

    /** The same with another time for the handshake. */
    public Tls withHandshakeTimeout(Duration timeout) {
        return new Tls(context, timeout, shutdownTimeout);
    }

    /** The same with another time for a peer to read what is queued. */
    public Tls withShutdownTimeout(Duration timeout) {
        return new Tls(context, handshakeTimeout, timeout);
    }
}
