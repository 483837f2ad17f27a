package dev.holter.probe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against this process's own entries in /proc, and against made-up ones. */
class ProcThreadAccountsTest {
    private static final int ROUNDS = 30;

    private final JvmThreadCpuClock clock = new JvmThreadCpuClock();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    @TempDir
    private Path tasks;

    @AfterEach
    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.join();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneOfManyThreadsThatShareTheirName_isFound() throws Exception {
        List<Thread> many = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            many.add(sleeping("nioEventLoopGroup-2-1", entries));
        }
        for (int n = 0; n < many.size(); n += 21) {
            TaskSearch search = new TaskSearch(Path.of("/proc/self/task"), many.get(n), clock);

            assertThat(found(search)).hasValue(Path.of("/proc", entries.get(n)));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threadThatSleeps_isToldWithWhatItSleepsIn() throws Exception {
        Thread thread = sleeping("sleeper", new ArrayList<>());
        ThreadAccount account = new ProcThreadAccounts(clock, Runnable::run, System::nanoTime).of(thread);
        // It may still be on its way to sleep.
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!account.state().equals(Optional.of("S")) && System.nanoTime() < untilNanos) {
            Thread.onSpinWait();
        }

        assertThat(account.state()).hasValue("S");
        assertThat(account.runDelayNanos()).isPresent();
        account.waitChannel().ifPresent(channel -> assertThat(channel).contains("futex"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threadThatComputes_isFoundOnceNoOtherFits() {
        Thread thread = new Thread(
                () -> {
                    while (!ended) {
                        Thread.onSpinWait();
                    }
                },
                "computing");
        start(thread);
        ThreadAccount account = new ProcThreadAccounts(clock, Runnable::run, System::nanoTime).of(thread);
        for (int n = 0; n < ROUNDS && account.state().isEmpty(); n++) {
            LockSupport.parkNanos(20_000_000); // CPU times move apart
        }

        assertThat(account.state()).hasValue("R");
        assertThat(account.waitChannel()).isEmpty();
    }

    @Test
    void whereThereIsNoProc_nothingIsSaid_andTheSearchGivesUp() {
        AtomicInteger searches = new AtomicInteger();
        Executor counting = search -> {
            searches.incrementAndGet();
            search.run();
        };
        ThreadAccount account = new ProcThreadAccounts(Path.of("/proc/not-there"), clock, counting, System::nanoTime)
                .of(Thread.currentThread());
        for (int n = 0; n < 100; n++) {
            assertThat(account.runDelayNanos()).isEmpty();
        }

        assertThat(account.state()).isEmpty();
        assertThat(account.waitChannel()).isEmpty();
        assertThat(searches).hasValue(ROUNDS);
    }

    @Test
    void searchThatFails_isNotTriedAgain() {
        AtomicInteger failures = new AtomicInteger();
        ThreadAccount account = new ProcThreadAccounts(
                        tasks,
                        thread -> {
                            throw new IllegalStateException("no clock");
                        },
                        search -> {
                            assertThatThrownBy(search::run).hasMessage("no clock");
                            failures.incrementAndGet();
                        },
                        System::nanoTime)
                .of(Thread.currentThread());
        for (int n = 0; n < 10; n++) {
            assertThat(account.runDelayNanos()).isEmpty();
        }

        assertThat(failures).hasValue(1);
    }

    @Test
    void threadsThatCannotBeToldApart_areNotGuessedAt() throws Exception {
        task("11", "500 7 1");
        task("12", "500 8 1");
        TaskSearch search = new TaskSearch(tasks, Thread.currentThread(), thread -> OptionalLong.of(500));

        assertThat(found(search)).isEmpty();
        assertThat(search.hasGivenUp()).isTrue();
    }

    @Test
    void threadThatSleeps_isKnownByTheNanosecond() throws Exception {
        task("11", "499 7 1");
        task("12", "500 8 1");
        task("13", "501 8 1");
        task("14", "what is this");
        TaskSearch search = new TaskSearch(tasks, Thread.currentThread(), thread -> OptionalLong.of(500));

        assertThat(search.narrow()).hasValue(tasks.resolve("12"));
    }

    @Test
    void threadThatRuns_isKnownBySeveralReadings() throws Exception {
        task("11", "95000000 7 1");
        task("12", "96000000 8 1");
        AtomicInteger readings = new AtomicInteger();
        TaskSearch search = new TaskSearch(
                tasks,
                Thread.currentThread(),
                thread -> OptionalLong.of(100_000_000 + 15_000_000L * readings.getAndIncrement()));

        assertThat(search.narrow()).isEmpty();
        task("12", "130000000 8 1");
        assertThat(search.narrow()).hasValue(tasks.resolve("12"));
    }

    @Test
    void entryThatIsGone_saysNothing() throws Exception {
        task("11", "500 7 1");
        Files.writeString(tasks.resolve("11/stat"), "11 (a ) b) D 1 1");
        Files.writeString(tasks.resolve("11/wchan"), "0");
        ThreadAccount account = new ProcThreadAccounts(
                        tasks, thread -> OptionalLong.of(500), Runnable::run, System::nanoTime)
                .of(Thread.currentThread());

        assertThat(account.runDelayNanos()).isEmpty();
        assertThat(account.runDelayNanos()).hasValue(7);
        assertThat(account.state()).hasValue("D");
        assertThat(account.waitChannel()).isEmpty();
        task("11", "");
        assertThat(account.runDelayNanos()).isEmpty();
    }

    @Test
    void searchThatIsRefused_isMadeLater() throws Exception {
        task("11", "500 7 1");
        AtomicInteger asked = new AtomicInteger();
        Executor busyAtFirst = search -> {
            if (asked.getAndIncrement() == 0) {
                throw new RejectedExecutionException();
            }
            search.run();
        };
        ThreadAccount account = new ProcThreadAccounts(
                        tasks, thread -> OptionalLong.of(500), busyAtFirst, System::nanoTime)
                .of(Thread.currentThread());

        assertThat(account.runDelayNanos()).isEmpty();
        assertThat(account.runDelayNanos()).isEmpty();
        assertThat(account.runDelayNanos()).hasValue(7);
    }

    private static Optional<Path> found(TaskSearch search) {
        Optional<Path> found = Optional.empty();
        while (found.isEmpty() && !search.hasGivenUp()) {
            found = search.narrow();
        }
        return found;
    }

    private void task(String number, String schedstat) throws Exception {
        Files.createDirectories(tasks.resolve(number));
        Files.writeString(tasks.resolve(number).resolve("schedstat"), schedstat);
    }

    /** A thread that sleeps, and its own entry's path below /proc. */
    private Thread sleeping(String name, List<String> entries) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    synchronized (entries) {
                        entries.add(ownEntry());
                    }
                    started.countDown();
                    while (!ended) {
                        LockSupport.park();
                    }
                },
                name);
        start(thread);
        started.await();
        return thread;
    }

    private static String ownEntry() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                    .toString()
                    .replaceFirst("^\\d+", "self");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void start(Thread thread) {
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
