package dev.holter.probe.host;

/** Where the kernel's accounts of threads are had. Any thread may call it. */
public interface ThreadAccounts {

    /** The account of a thread. Does not block; the account may say nothing at first, or ever. */
    ThreadAccount of(Thread thread);
}
