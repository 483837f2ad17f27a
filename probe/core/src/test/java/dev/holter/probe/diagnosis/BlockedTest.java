package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.FILE_READ;
import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.MS;
import static dev.holter.probe.diagnosis.Stall.PARK;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static dev.holter.probe.diagnosis.Stall.frame;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedTest {
    @Test
    void callThatGoesOn_isToldWithWhatItWaitsFor() {
        Verdict socket = readFrom("10.0.0.7:5432").judge();
        Verdict file = Stall.of(400)
                .cpu(0)
                .running(50, FILE_READ, HANDLER)
                .call("path", "/var/lib/shop/orders")
                .judge();

        assertThat(socket.details()).containsEntry("peer", "10.0.0.7:5432");
        assertSays(socket, "the kernel saw it in a call on 10.0.0.7:5432");
        assertThat(file.details()).containsEntry("path", "/var/lib/shop/orders");
    }

    @Test
    void callThatIsOfAnotherCause_isNotItsSubject() {
        Verdict verdict = Stall.of(400)
                .cpu(0)
                .asleep(50, SLEEP, HANDLER)
                .call("peer", "10.0.0.7:5432")
                .judge();

        assertThat(verdict.details()).doesNotContainKey("peer");
    }

    @Test
    void callThatWasRecorded_isNotToldTwice() {
        Verdict verdict = recorded(readFrom("10.0.0.7:5432"), "10.0.0.7:5432");

        assertThat(verdict.evidence())
                .filteredOn(sentence -> sentence.contains("10.0.0.7:5432"))
                .hasSize(1);
    }

    @Test
    void callThatWasRecorded_goesBeforeWhatTheKernelSaw() {
        Verdict verdict = recorded(readFrom("10.0.0.7:5432"), "10.0.0.8:80");

        assertThat(verdict.details()).containsEntry("peer", "10.0.0.8:80");
    }

    private static Stall readFrom(String peer) {
        return Stall.of(400).cpu(0).running(50, SOCKET_READ, HANDLER).call("peer", peer);
    }

    private static Verdict recorded(Stall stall, String peer) {
        return stall.recorded(Cause.SOCKET, false, 0, 390, "a read from " + peer, Map.of("peer", peer))
                .judge();
    }

    @Test
    void moreStacksThatAgree_areSurer() {
        double one = Stall.of(400).cpu(0).asleep(50, SLEEP, HANDLER).judge().confidence();
        double two = Stall.of(400)
                .cpu(0)
                .asleep(50, SLEEP, HANDLER)
                .asleep(100, SLEEP, HANDLER)
                .judge()
                .confidence();

        assertThat(two).isGreaterThan(one);
    }

    @Test
    void withoutCpuTime_itIsLessSure() {
        Verdict verdict = Stall.of(100).asleep(50, SLEEP, HANDLER).judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
        assertThat(verdict.confidence()).isBetween(0.5, 0.7);
    }

    @Test
    void stallOfSeveralKinds_isThatWhichTookLongest() {
        Verdict verdict = Stall.of(2500)
                .cpu(0.01)
                .running(50, SOCKET_READ, HANDLER)
                .running(100, SOCKET_READ, HANDLER)
                .running(200, SOCKET_READ, HANDLER)
                .asleep(400, SLEEP, HANDLER)
                .asleep(800, SLEEP, HANDLER)
                .asleep(1600, SLEEP, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
        assertThat(verdict.parts())
                .containsExactly(new StallPart(Cause.SLEEP, 2200 * MS), new StallPart(Cause.SOCKET, 300 * MS));
        assertThat(verdict.confidence()).isBetween(0.8, 0.9);
    }

    @Test
    void stallInSeveralPlacesOfOneKind_accusesTheOneThatTookLongest() {
        StackTraceElement second = frame("com.example.Handler", "second");

        Verdict verdict = Stall.of(1000)
                .cpu(0.01)
                .running(50, SOCKET_READ, HANDLER)
                .running(400, SOCKET_READ, HANDLER)
                .running(850, SOCKET_READ, second)
                .running(950, SOCKET_READ, second)
                .judge();

        assertAccuses(verdict, Cause.SOCKET, HANDLER);
        assertSays(verdict, "4 stacks");
    }

    @Test
    void callAndCollection_areParts() {
        Verdict verdict = Stall.of(2500)
                .cpu(0.01)
                .pause(2100, 2500, Cause.GC)
                .running(50, SOCKET_READ, HANDLER)
                .running(1600, SOCKET_READ, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.SOCKET, HANDLER);
        assertThat(verdict.parts())
                .containsExactly(new StallPart(Cause.SOCKET, 2100 * MS), new StallPart(Cause.GC, 400 * MS));
    }

    @Test
    void callAndComputation_arePartsByTheCpuTimeOfEachStack() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.4)
                .stack(50, 0, Thread.State.RUNNABLE, SOCKET_READ, HANDLER)
                .stack(400, 0, Thread.State.RUNNABLE, SOCKET_READ, HANDLER)
                .stack(800, 200, Thread.State.RUNNABLE, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.SOCKET, HANDLER);
        assertThat(verdict.parts())
                .containsExactly(new StallPart(Cause.SOCKET, 600 * MS), new StallPart(Cause.CPU, 400 * MS));
    }

    @Test
    void partOfLessThanATwentieth_isNone() {
        Verdict verdict = Stall.of(2500)
                .cpu(0.01)
                .pause(2400, 2410, Cause.GC)
                .running(50, SOCKET_READ, HANDLER)
                .judge();

        assertThat(verdict.parts()).isEmpty();
    }

    @Test
    void monitor_isALockWithItsOwnerWhateverTheFrames() {
        BlockingThread writer = new BlockingThread("writer", Thread.State.TIMED_WAITING, List.of(SLEEP, HANDLER));
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .stack(50, 0, Thread.State.BLOCKED, HANDLER)
                .lock(new LockWait("com.example.Cache@1f", Optional.of(writer)))
                .judge();

        assertAccuses(verdict, Cause.LOCK, HANDLER);
        assertThat(verdict.blocker()).contains(writer);
        assertThat(verdict.details())
                .containsEntry("lock", "com.example.Cache@1f")
                .containsEntry("lock_owner", "writer")
                .containsEntry("lock_owner_frame", "com.example.Handler.handle(File.java:7)");
        assertSays(verdict, "held by writer, TIMED_WAITING at com.example.Handler.handle(File.java:7)");
    }

    @Test
    void initialisationOfAClassByAnotherThread_isALock() {
        StackTraceElement initialiser = frame("com.example.Registry", "<clinit>");
        BlockingThread loader = new BlockingThread("loader", Thread.State.TIMED_WAITING, List.of(SLEEP, initialiser));
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .running(50, HANDLER)
                .lock(new LockWait("initialisation of com.example.Registry", Optional.of(loader)))
                .kernel("S", "futex_do_wait")
                .judge();

        assertAccuses(verdict, Cause.LOCK, HANDLER);
        assertThat(verdict.details()).containsEntry("lock", "initialisation of com.example.Registry");
    }

    @Test
    void threadThatIsReadyToRunBesideAnInitialisation_isNoLock() {
        BlockingThread loader = new BlockingThread("loader", Thread.State.RUNNABLE, List.of(HANDLER));
        LockWait initialisation = new LockWait("initialisation of com.example.Registry", Optional.of(loader));

        assertUnknown(Stall.of(100)
                .cpu(0.05)
                .running(50, HANDLER)
                .lock(initialisation)
                .kernel("R", "")
                .judge());
        assertAccuses(
                Stall.of(100)
                        .cpu(0.95)
                        .running(50, HANDLER)
                        .lock(initialisation)
                        .judge(),
                Cause.CPU,
                HANDLER);
    }

    @Test
    void wait_saysWhatIsAwaitedAndWhatIsQueued() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .stack(50, 0, Thread.State.WAITING, PARK, frame("java.util.concurrent.FutureTask", "get"), HANDLER)
                .lock(new LockWait("java.util.concurrent.FutureTask@1f", Optional.empty()))
                .queue(0, 17)
                .judge();

        assertAccuses(verdict, Cause.WAIT, HANDLER);
        assertThat(verdict.details())
                .containsEntry("awaited", "java.util.concurrent.FutureTask@1f")
                .containsEntry("call", "java.util.concurrent.FutureTask.get");
        assertSays(verdict, "17 callbacks are queued on this loop");
    }

    @Test
    void threadSeenRunningThatSleepsInTheKernel_isInNativeCode() {
        Verdict verdict = Stall.of(100)
                .cpu(0.01)
                .running(50, HANDLER)
                .kernel("S", "hrtimer_nanosleep")
                .judge();

        assertAccuses(verdict, Cause.NATIVE, HANDLER);
        assertThat(verdict.details()).containsEntry("wait_channel", "hrtimer_nanosleep");
        assertThat(verdict.confidence()).isBetween(0.6, 0.8);
    }

    @Test
    void threadSeenRunningThatWaitsForADisk_isInAFile() {
        Verdict verdict = Stall.of(100)
                .cpu(0.01)
                .running(50, HANDLER)
                .kernel("D", "folio_wait_bit")
                .judge();

        assertAccuses(verdict, Cause.FILE, HANDLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait_for_vfork_done", "mem_cgroup_handle_over_high", "rwsem_down_read_slowpath"})
    void threadSeenRunningThatWaitsForMemoryOrAChild_isInNoFile(String channel) {
        assertUnknown(Stall.of(100)
                .cpu(0.01)
                .running(50, HANDLER)
                .kernel("D", channel)
                .judge());
    }

    @Test
    void recordedCall_addsDetailsAndExactTimes() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.02)
                .running(50, SOCKET_READ, HANDLER)
                .running(100, SOCKET_READ, HANDLER)
                .recorded(Cause.SOCKET, false, -3, 700, "a read from 10.0.0.7:5432", Map.of("peer", "10.0.0.7:5432"))
                .recorded(Cause.FILE, false, 700, 1000, "a read of /data", Map.of("path", "/data"))
                .judge();

        assertAccuses(verdict, Cause.SOCKET, HANDLER);
        assertThat(verdict.details()).containsEntry("peer", "10.0.0.7:5432");
        assertThat(verdict.parts())
                .containsExactly(new StallPart(Cause.SOCKET, 700 * MS), new StallPart(Cause.FILE, 300 * MS));
        assertSays(verdict, "the JVM recorded a read from 10.0.0.7:5432, 703.0 ms");
    }

    @Test
    void recordedCallThatNoStackShows_accusesNobody() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.02)
                .running(990, HANDLER)
                .recorded(Cause.FILE, false, 10, 980, "a read of /data", Map.of("path", "/data"))
                .judge();

        assertAccusesNobody(verdict, Cause.FILE);
        assertThat(verdict.details()).containsEntry("path", "/data");
    }

    @Test
    void waitThatTheJvmRecorded_isWhatAStackWithinItShows() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.02)
                .stack(50, 0, Thread.State.WAITING, frame("java.lang.ProcessImpl", "waitFor"), HANDLER)
                .recorded(Cause.WAIT, false, 0, 990, "a wait for a condition", Map.of())
                .judge();

        assertAccuses(verdict, Cause.PROCESS, HANDLER);
        assertThat(verdict.parts()).isEmpty();
    }

    @Test
    void pinnedVirtualThread_isNotTheFaultOfTheLoopThatCarriesIt() {
        StackTraceElement mounted = frame("jdk.internal.vm.Continuation", "run");
        Verdict verdict = Stall.of(1000)
                .cpu(0)
                .asleep(50, mounted, frame("java.lang.VirtualThread", "runContinuation"), HANDLER)
                .judge();

        assertAccusesNobody(verdict, Cause.WAIT);
    }

    @Test
    void callThatWasLeft_isNotWhatTheThreadDoes() {
        assertUnknown(Stall.of(100)
                .cpu(0)
                .running(50, frame("com.example.Callback", "accept"), FILE_READ, HANDLER)
                .judge());
    }
}
