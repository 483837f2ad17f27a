package dev.holter.probe.stream;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one stream, all daemons: a driver, which runs everything that decides and never blocks,
 * and a few that gRPC blocks in sockets and name lookups. Threads start when there is work, and those for
 * sockets end when there is none. After {@link #close} work is discarded without a word: gRPC hands some
 * in while it ends.
 *
 * <p>The threads inherit nothing of whoever made them, and what their work throws is logged and never reaches the
 * service's default handler, which may end the process.
 */
final class StreamThreads {
    /** One reads, one writes, one looks a name up, and one may still be ending what went before. */
    private static final int IO_THREADS = 4;

    private static final System.Logger LOG = System.getLogger(StreamThreads.class.getPackageName());
    private static final long USUAL_STACK = 0;
    private static final boolean INHERITS_THREAD_LOCALS = false;
    private static final Duration IDLE_BEFORE_END = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor driver = driverPool();
    private final ThreadPoolExecutor io = ioPool();

    /** One thread: what runs here needs no lock. */
    ScheduledExecutorService driver() {
        return driver;
    }

    /** For what may block. */
    Executor io() {
        return io;
    }

    /** Discards what has not begun and waits for the rest. */
    void close(Duration patience) throws InterruptedException {
        abandon();
        driver.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        io.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same without waiting. */
    void abandon() {
        driver.shutdownNow();
        io.shutdownNow();
    }

    private static ScheduledThreadPoolExecutor driverPool() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                1, daemons("holter-stream-driver"), new ThreadPoolExecutor.DiscardPolicy());
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    private static ThreadPoolExecutor ioPool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                IO_THREADS,
                IO_THREADS,
                IDLE_BEFORE_END.toNanos(),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemons("holter-stream-io-" + number.incrementAndGet()).newThread(work),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Not the creator's context class loader: it may be that of an application that is unloaded later. */
    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(null, work, name, USUAL_STACK, INHERITS_THREAD_LOCALS);
            thread.setDaemon(true);
            thread.setContextClassLoader(StreamThreads.class.getClassLoader());
            thread.setUncaughtExceptionHandler(StreamThreads::failed);
            return thread;
        };
    }

    private static void failed(Thread thread, Throwable fault) {
        try {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Holter's thread " + thread.getName() + " failed and is replaced",
                    fault);
        } catch (Throwable untold) {
            // Whoever logs for the service is not ours, and has failed as well.
        }
    }
}
