package dev.holter.probe.stream;

import dev.holter.probe.report.ProcessIdentity;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one stream to the collector open: begins it, begins another when it ends, and waits in between.
 * {@link #start}, {@link #wake} and {@link #close} are called on the reporter's thread and hand over to
 * the driver's, which alone touches the fields that change.
 */
final class Reconnector implements StreamSession.Owner {
    /** A stream that lasted as long as this counts as a success. */
    private static final Duration LASTING = Duration.ofSeconds(1);

    /** How long closing waits for the last reports to go out, and then for gRPC and its threads to end. */
    private static final Duration FLUSH_PATIENCE = Duration.ofMillis(500);

    private static final Duration END_PATIENCE = Duration.ofMillis(150);

    /** Trying again soon is of no use: the collector has looked at what it was sent. */
    private static final Set<Status.Code> REFUSALS = EnumSet.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE,
            Status.Code.ALREADY_EXISTS,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNIMPLEMENTED);

    private final ProcessIdentity identity;
    private final Transport transport;
    private final Outbox outbox;
    private final Backoff backoff;
    private final StreamLog log;
    private final Duration welcomePatience;
    private final LongSupplier nanoClock;
    private final StreamThreads threads = new StreamThreads();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);

    private @Nullable StreamSession session;
    private @Nullable Future<?> nextAttempt;
    private @Nullable Future<?> welcomeTimeout;
    private long welcomedAtNanos;
    private boolean isClosing;
    private volatile @Nullable Link newestLink;

    /**
     * @param welcomePatience after how long a collector that takes a connection and does not answer is
     *     given up
     */
    Reconnector(
            ProcessIdentity identity,
            Transport transport,
            Outbox outbox,
            Backoff backoff,
            StreamLog log,
            Duration welcomePatience,
            LongSupplier nanoClock) {
        this.identity = identity;
        this.transport = transport;
        this.outbox = outbox;
        this.backoff = backoff;
        this.log = log;
        this.welcomePatience = welcomePatience;
        this.nanoClock = nanoClock;
    }

    /** Begins to connect. Does not block. */
    void start() {
        threads.driver().execute(this::connect);
    }

    /** There is something in the outbox. Does not block; calls that come faster than the driver runs count as one. */
    void wake() {
        if (isWoken.compareAndSet(false, true)) {
            threads.driver().execute(this::pump);
        }
    }

    /** Sends what is left if the collector takes it at once, and ends. Waits for less than a second. */
    void close() {
        try {
            threads.driver().execute(this::finish);
            finished.await(FLUSH_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            threads.driver().execute(this::cut);
            Link link = newestLink;
            if (link != null) {
                link.awaitEnd(END_PATIENCE);
            }
            threads.close(END_PATIENCE);
        } catch (InterruptedException e) {
            threads.abandon();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void welcomed(StreamSession welcome, String collectorVersion) {
        cancel(welcomeTimeout);
        welcomedAtNanos = nanoClock.getAsLong();
        log.connected(collectorVersion);
        WireWriter.rehearse();
    }

    @Override
    public void ended(StreamSession ended, Status status) {
        if (ended != session) {
            return;
        }
        cancel(welcomeTimeout);
        ended.link().cut();
        session = null;
        if (isClosing) {
            finished.countDown();
        } else {
            retryIn(delayAfter(ended, status));
        }
    }

    private void connect() {
        if (isClosing) {
            return;
        }
        try {
            Link link = transport.open(threads);
            newestLink = link;
            StreamSession attempt = new StreamSession(link, identity, outbox, this);
            session = attempt;
            welcomeTimeout = schedule(
                    () -> attempt.giveUp("no answer within " + welcomePatience.toMillis() + " ms", null),
                    welcomePatience.toNanos());
            attempt.begin();
        } catch (RuntimeException | LinkageError e) {
            cut();
            log.away(Status.UNKNOWN.withCause(e));
            retryIn(backoff.nextNanos());
        }
    }

    private long delayAfter(StreamSession ended, Status status) {
        if (REFUSALS.contains(status.getCode())) {
            log.refused(status);
            if (ended.isWelcome() && status.getCode() == Status.Code.INVALID_ARGUMENT) {
                outbox.streamRejected();
            }
            return backoff.afterRejectionNanos();
        }
        log.away(status);
        if (ended.isWelcome() && nanoClock.getAsLong() - welcomedAtNanos >= LASTING.toNanos()) {
            backoff.reset();
        }
        return backoff.nextNanos();
    }

    private void retryIn(long nanos) {
        nextAttempt = schedule(this::connect, nanos);
    }

    private void pump() {
        isWoken.set(false);
        if (session != null) {
            session.pump();
        }
    }

    private void finish() {
        isClosing = true;
        cancel(nextAttempt);
        if (session == null) {
            finished.countDown();
        } else {
            session.finish();
        }
    }

    private void cut() {
        cancel(welcomeTimeout);
        session = null;
        Link link = newestLink;
        if (link != null) {
            link.cut();
        }
    }

    private Future<?> schedule(Runnable work, long nanos) {
        return threads.driver().schedule(work, nanos, TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable Future<?> scheduled) {
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }
}
