package dev.holter.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/**
 * The health check with the planted mistake: it does blocking work on the event loop that serves it,
 * and so freezes every request of that loop. Called on event loops.
 *
 * <p>The culprit that the probe has to name is, for each cause,
 *
 * <table>
 *   <caption>Culprits</caption>
 *   <tr><td>{@code socket}</td><td>{@link #askUpstream}</td></tr>
 *   <tr><td>{@code sleep}</td><td>{@link #pause}</td></tr>
 *   <tr><td>{@code lock}</td><td>{@link #readInventory}</td></tr>
 *   <tr><td>{@code cpu}</td><td>{@link #sign}</td></tr>
 * </table>
 */
final class HealthCheck {
    private static final int ROUNDS_BETWEEN_LOOKS_AT_THE_CLOCK = 1000;

    private final Optional<URI> upstream;
    private final EventLines lines;

    HealthCheck(Optional<URI> upstream, EventLines lines) {
        this.upstream = upstream;
        this.lines = lines;
    }

    /** Whether the check has what it needs for the cause. */
    boolean canFreeze(FreezeCause cause) {
        return cause != FreezeCause.SOCKET || upstream.isPresent();
    }

    /**
     * Blocks the calling thread and says when that began and ended.
     *
     * @param loop name of the loop that this freezes
     * @return what the check found
     * @throws IOException where the upstream does not answer properly
     */
    String freeze(FreezeCause cause, Duration freeze, String loop) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        tell("freeze-began", cause, loop, "");
        try {
            return block(cause, freeze);
        } finally {
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            tell("freeze-ended", cause, loop, ",\"durationMs\":" + millis);
        }
    }

    private String block(FreezeCause cause, Duration freeze) throws IOException, InterruptedException {
        return switch (cause) {
            case SOCKET -> "upstream answered " + askUpstream(freeze);
            case SLEEP -> "waited " + pause(freeze).toMillis() + " ms";
            case LOCK -> readInventory(freeze) + " items";
            case CPU -> "signed in " + sign(freeze) + " rounds";
        };
    }

    /** The original incident: a GET with no read timeout, on the event loop. */
    int askUpstream(Duration delay) throws IOException {
        URI uri = URI.create(upstream.orElseThrow() + "?delayMs=" + delay.toMillis());
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Gives a slow dependency some time. */
    Duration pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
        return time;
    }

    /** Reads what another thread holds locked for as long as its refresh takes. */
    int readInventory(Duration refreshTime) throws InterruptedException {
        Inventory inventory = new Inventory();
        inventory.startRefresh(refreshTime);
        inventory.lock().lock();
        try {
            return inventory.items();
        } finally {
            inventory.lock().unlock();
        }
    }

    /** Computes a proof of work that nobody needs. */
    long sign(Duration time) {
        MessageDigest sha256 = sha256();
        byte[] digest = new byte[0];
        long rounds = 0;
        long endNanos = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            for (int i = 0; i < ROUNDS_BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
                digest = sha256.digest(digest);
                rounds++;
            }
        }
        return rounds;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void tell(String event, FreezeCause cause, String loop, String more) {
        lines.tell("{\"event\":\"" + event + "\",\"atEpochMs\":" + System.currentTimeMillis() + ",\"loop\":\"" + loop
                + "\",\"cause\":\"" + cause.label() + "\"" + more + "}");
    }
}
