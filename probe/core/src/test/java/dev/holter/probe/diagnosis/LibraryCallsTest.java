package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.PARK;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static dev.holter.probe.diagnosis.Stall.frame;
import static dev.holter.probe.diagnosis.Stall.nativeFrame;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;

import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stacks as libraries leave them when they block a callback, shortened to what tells one from another. */
class LibraryCallsTest {
    private static final StackTraceElement PARK_NANOS = frame("java.util.concurrent.locks.LockSupport", "parkNanos");
    private static final StackTraceElement ACQUIRE =
            frame("java.util.concurrent.locks.AbstractQueuedSynchronizer", "acquire");
    private static final StackTraceElement AWAIT =
            frame("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", "await");

    @Test
    void readsFromTheNetwork_areSocketsUnderWhateverClient() {
        for (StackTraceElement client : List.of(
                frame("org.postgresql.core.VisibleBufferedInputStream", "readMore"),
                frame("com.mysql.cj.protocol.ReadAheadInputStream", "fill"),
                frame("redis.clients.jedis.util.RedisInputStream", "ensureFill"),
                frame("org.apache.http.impl.io.SessionInputBufferImpl", "streamRead"),
                frame("okio.InputStreamSource", "read"),
                frame("com.mongodb.internal.connection.SocketStream", "read"),
                frame("com.google.cloud.spi.v1.Channel", "read"))) {
            assertAccuses(
                    blocked(SOCKET_READ, frame("sun.nio.ch.NioSocketImpl", "read"), client, HANDLER),
                    Cause.SOCKET,
                    HANDLER);
        }
    }

    @Test
    void handshakeAndNameLookup_areSockets() {
        StackTraceElement ssl = frame("sun.security.ssl.SSLSocketImpl", "startHandshake");
        StackTraceElement lookup = nativeFrame("java.net.Inet6AddressImpl", "lookupAllHostAddr");

        assertAccuses(
                blocked(SOCKET_READ, frame("sun.nio.ch.NioSocketImpl", "read"), ssl, HANDLER), Cause.SOCKET, HANDLER);
        assertAccuses(blocked(lookup, frame("java.net.InetAddress", "getByName"), HANDLER), Cause.SOCKET, HANDLER);
    }

    @Test
    void blockingForAResult_isAWaitInWhateverLanguage() {
        for (StackTraceElement library : List.of(
                frame("reactor.core.publisher.BlockingSingleSubscriber", "blockingGet"),
                frame("kotlinx.coroutines.BlockingCoroutine", "joinBlocking"),
                frame("scala.concurrent.impl.Promise$CompletionLatch", "result"),
                frame("io.grpc.stub.ClientCalls$ThreadlessExecutor", "waitAndDrain"),
                frame("io.lettuce.core.internal.Futures", "awaitOrCancel"),
                frame("org.apache.kafka.clients.producer.internals.ProducerMetadata", "awaitUpdate"))) {
            Verdict verdict = Stall.of(100)
                    .cpu(0)
                    .asleep(50, PARK, PARK_NANOS, library, HANDLER)
                    .lock(new LockWait("java.lang.Object@1f", Optional.empty()))
                    .judge();

            assertAccuses(verdict, Cause.WAIT, HANDLER);
        }
    }

    @Test
    void libraryThatParksUntilThereIsRoom_waitsAndDoesNotSleep() {
        StackTraceElement full = frame("com.lmax.disruptor.MultiProducerSequencer", "next");

        assertAccuses(asleep(PARK, PARK_NANOS, full, HANDLER).judge(), Cause.WAIT, HANDLER);
        assertAccuses(asleep(PARK, PARK_NANOS, HANDLER).judge(), Cause.SLEEP, HANDLER);
    }

    @Test
    void lockOfALibrarysOwnKind_isALockWhereTheJvmKnowsWhoHoldsIt() {
        StackTraceElement lock = frame("com.github.benmanes.caffeine.cache.NonReentrantLock", "lock");
        BlockingThread owner = new BlockingThread("writer", Thread.State.RUNNABLE, List.of(HANDLER));
        String synchroniser = "com.github.benmanes.caffeine.cache.NonReentrantLock$Sync@1f";

        assertAccuses(
                asleep(PARK, ACQUIRE, lock, HANDLER)
                        .lock(new LockWait(synchroniser, Optional.of(owner)))
                        .judge(),
                Cause.LOCK,
                HANDLER);
        assertAccuses(
                asleep(PARK, ACQUIRE, lock, HANDLER)
                        .lock(new LockWait(synchroniser, Optional.empty()))
                        .judge(),
                Cause.WAIT,
                HANDLER);
    }

    @Test
    void waitForANotificationWhoseMonitorAnotherThreadHoldsJustNow_isAWait() {
        BlockingThread owner = new BlockingThread("writer", Thread.State.RUNNABLE, List.of(HANDLER));

        assertAccuses(
                asleep(nativeFrame("java.lang.Object", "wait0"), frame("java.lang.Object", "wait"), HANDLER)
                        .lock(new LockWait("com.example.Cache@1f", Optional.of(owner)))
                        .judge(),
                Cause.WAIT,
                HANDLER);
    }

    @Test
    void waitForAnEventOfTheFileSystem_isNoFile() {
        StackTraceElement watch = frame("sun.nio.fs.AbstractWatchService", "take");

        assertAccuses(asleep(PARK, AWAIT, watch, HANDLER).judge(), Cause.WAIT, HANDLER);
    }

    @Test
    void executorWithAQueueOfTheApplicationsOwn_waitsForWork() {
        StackTraceElement queue = frame("com.example.PriorityQueue", "take");
        StackTraceElement getTask = frame("java.util.concurrent.ThreadPoolExecutor", "getTask");
        StackTraceElement worker = frame("java.util.concurrent.ThreadPoolExecutor$Worker", "run");

        assertUnknown(asleep(PARK, AWAIT, queue, getTask, worker).judge());
        assertAccuses(
                asleep(PARK, AWAIT, queue, getTask, worker, HANDLER, worker).judge(), Cause.WAIT, queue);
        assertAccuses(
                Stall.of(100).cpu(0.99).running(50, queue, getTask, worker).judge(), Cause.CPU, queue);
    }

    @Test
    void compression_neverWaits() {
        assertUnknown(blocked(nativeFrame("java.util.zip.Inflater", "inflateBytesBytes"), HANDLER));
    }

    private static Stall asleep(StackTraceElement... frames) {
        return Stall.of(100).cpu(0).asleep(50, frames);
    }

    private static Verdict blocked(StackTraceElement... frames) {
        return Stall.of(100).cpu(0).running(50, frames).judge();
    }
}
