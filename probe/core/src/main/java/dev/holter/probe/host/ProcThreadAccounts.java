package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Accounts from Linux's {@code /proc/self/task}; elsewhere they say nothing. */
public final class ProcThreadAccounts implements ThreadAccounts {
    private final Path tasks;
    private final ThreadCpuClock cpuClock;
    private final Executor background;
    private final LongSupplier clock;

    /**
     * Makes the accounts of this process.
     *
     * @param background where the kernel's entry of a thread is searched for, which may take milliseconds; takes in what a search
     *     throws
     * @param clock nanoseconds since some fixed instant
     */
    public ProcThreadAccounts(ThreadCpuClock cpuClock, Executor background, LongSupplier clock) {
        this(Path.of("/proc/self/task"), cpuClock, background, clock);
    }

    ProcThreadAccounts(Path tasks, ThreadCpuClock cpuClock, Executor background, LongSupplier clock) {
        this.tasks = tasks;
        this.cpuClock = cpuClock;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public ThreadAccount of(Thread thread) {
        return new ProcThreadAccount(new TaskSearch(tasks, thread, cpuClock), background, clock);
    }
}
