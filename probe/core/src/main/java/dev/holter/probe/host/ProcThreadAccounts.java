package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Accounts from Linux's {@code /proc/self/task}; elsewhere they say nothing. */
public final class ProcThreadAccounts implements ThreadAccounts {
    private final Path tasks;
    private final ThreadCpuClock clock;
    private final Executor background;

    /**
     * Makes the accounts of this process.
     *
     * @param background where the kernel's entry of a thread is searched for, which may take milliseconds; takes in what a search
     *     throws
     */
    public ProcThreadAccounts(ThreadCpuClock clock, Executor background) {
        this(Path.of("/proc/self/task"), clock, background);
    }

    ProcThreadAccounts(Path tasks, ThreadCpuClock clock, Executor background) {
        this.tasks = tasks;
        this.clock = clock;
        this.background = background;
    }

    @Override
    public ThreadAccount of(Thread thread) {
        return new ProcThreadAccount(new TaskSearch(tasks, thread, clock), background);
    }
}
