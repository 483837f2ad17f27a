package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.Awaiting;
import com.example.orders.Mutex;
import com.example.orders.Registry;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.report.Cause;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verdicts on threads that wait for other threads, on whichever JDK the tests run. */
@Timeout(120)
class RealWaitsTest {
    private static final Set<Thread.State> PARKED = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final RealThreads threads = new RealThreads();

    @AfterEach
    void cleanUp() throws Exception {
        threads.end();
    }

    @Test
    void awaitingAResult_isAWait() {
        CompletableFuture<String> future = new CompletableFuture<>();
        threads.atTheEnd(() -> future.complete("done"));

        assertAwaits("CompletableFuture", () -> Awaiting.joined(future), "joined");
        Phaser phaser = new Phaser(2);
        threads.atTheEnd(phaser::forceTermination);
        assertAwaits("Phaser", () -> Awaiting.phase(phaser), "phase");
    }

    @Test
    void awaitingOthers_isAWait() {
        assertAwaits("CountDownLatch", () -> Awaiting.latch(new CountDownLatch(1)), "latch");
        assertAwaits("Semaphore", () -> Awaiting.permit(new Semaphore(0)), "permit");
        assertAwaits("ConditionObject", () -> Awaiting.barrier(new CyclicBarrier(2)), "barrier");
        assertAwaits("Exchanger", () -> Awaiting.partner(new Exchanger<>(), ""), "partner");
        assertAwaits("ConditionObject", Awaiting::signal, "signal");
    }

    @Test
    void awaitingANotification_isAWait() {
        assertAwaits("java.lang.Object@", () -> Awaiting.notification(new Object()), "notification");
        Thread other = threads.start("other", Awaiting::nap);
        assertAwaits("java.lang.Thread@", () -> Awaiting.end(other), "end");
    }

    @Test
    void sendingWithTheHttpClient_isAWait() throws Exception {
        ServerSocket silent = threads.atTheEnd(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));

        assertAwaits("CompletableFuture", () -> Awaiting.answer(silent.getLocalPort()), "answer");
    }

    @Test
    void sleepingByAnotherName_isASleep() {
        threads.assertBlocked(Awaiting::nap, Cause.SLEEP, "nap");
        threads.assertBlocked(Awaiting::pause, Cause.SLEEP, "pause");
    }

    @Test
    void locksOfEveryKind_areLocks() {
        ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
        StampedLock stamped = new StampedLock();
        ReentrantLock plain = new ReentrantLock();
        for (Lock lock : Arrays.asList(readWrite.writeLock(), stamped.asWriteLock(), plain)) {
            CountDownLatch held = new CountDownLatch(1);
            Thread owner = threads.start("order-writer", () -> {
                lock.lock();
                held.countDown();
                Awaiting.nap();
            });
            RealThreads.await(() -> held.getCount() == 0 && owner.isAlive());
        }

        assertOwned(() -> Awaiting.locked(readWrite.readLock(), ""), "locked");
        assertOwned(() -> Awaiting.locked(readWrite.writeLock(), ""), "locked");
        assertOwned(() -> Awaiting.lockInTime(plain), "lockInTime");
        threads.assertBlocked(() -> Awaiting.locked(stamped.asReadLock(), ""), Cause.LOCK, "locked");
    }

    @Test
    void lockOfTheApplicationsOwnKind_isALock() {
        Mutex mutex = new Mutex();
        Thread owner = threads.start("order-writer", () -> {
            mutex.enter();
            Awaiting.nap();
        });
        RealThreads.await(() -> owner.getState() == Thread.State.TIMED_WAITING);

        assertOwned(mutex::enter, "enter");
    }

    @Test
    void classThatAnotherThreadInitialises_isALockWithItsOwner() {
        threads.atTheEnd(Registry.Gate.OPEN::countDown);
        Thread loader = threads.start("class-loader", Awaiting::registry);
        RealThreads.await(() -> loader.getState() == Thread.State.WAITING);

        Verdict direct = threads.assertBlocked(Awaiting::registry, Cause.LOCK, "registry");
        Verdict byName = threads.assertBlocked(Awaiting::registryByName, Cause.LOCK, "registryByName");
        assertThat(direct.details())
                .containsEntry("lock", "initialisation of com.example.orders.Registry")
                .containsEntry("lock_owner", "class-loader");
        assertThat(byName.blocker()).isPresent();
    }

    private void assertAwaits(String awaited, RealThreads.Call call, String method) {
        Verdict verdict = threads.assertBlocked(call, Cause.WAIT, method);
        assertThat(verdict.details().get("awaited")).contains(awaited);
        assertThat(verdict.blocker()).isEmpty();
    }

    private void assertOwned(RealThreads.Call call, String method) {
        Thread waiting = threads.start("loop", call);
        RealThreads.await(() -> PARKED.contains(waiting.getState())); // before, it has no owner to wait for

        Verdict verdict = threads.awaitCulprit(waiting, 0.01, Cause.LOCK, method);
        assertThat(verdict.details()).containsEntry("lock_owner", "order-writer");
    }
}
