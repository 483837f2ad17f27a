package com.example.zoo;

import static com.example.zoo.plan.Exhibit.disturbance;
import static com.example.zoo.plan.Exhibit.named;
import static com.example.zoo.plan.Exhibit.pathology;
import static com.example.zoo.plan.Exhibit.routine;

import com.example.zoo.backlog.EventFanOut;
import com.example.zoo.backlog.TinyTasks;
import com.example.zoo.cpu.BigSort;
import com.example.zoo.cpu.CatastrophicPattern;
import com.example.zoo.cpu.Compression;
import com.example.zoo.cpu.CountedLoop;
import com.example.zoo.cpu.Factorial;
import com.example.zoo.cpu.JsonParse;
import com.example.zoo.cpu.ListSearch;
import com.example.zoo.cpu.PasswordHash;
import com.example.zoo.cpu.ProofOfWork;
import com.example.zoo.cpu.TextBuilding;
import com.example.zoo.file.ChannelRead;
import com.example.zoo.file.ConsoleLogger;
import com.example.zoo.file.FifoOpen;
import com.example.zoo.file.FifoRead;
import com.example.zoo.file.FilesRead;
import com.example.zoo.file.StandardOutput;
import com.example.zoo.healthy.Allocation;
import com.example.zoo.healthy.Bursts;
import com.example.zoo.healthy.Busy;
import com.example.zoo.healthy.Idle;
import com.example.zoo.healthy.ShortSleeps;
import com.example.zoo.healthy.StartUp;
import com.example.zoo.healthy.Stopped;
import com.example.zoo.lock.ComputeIfAbsent;
import com.example.zoo.lock.InventoryLock;
import com.example.zoo.lock.LoggerLock;
import com.example.zoo.lock.OptimisticLock;
import com.example.zoo.lock.ReadLock;
import com.example.zoo.lock.SynchronizedCart;
import com.example.zoo.lock.SynchronizedMethod;
import com.example.zoo.mixed.LockThenSleep;
import com.example.zoo.mixed.SocketThenCollection;
import com.example.zoo.mixed.SocketThenCpu;
import com.example.zoo.nativecall.LibraryCall;
import com.example.zoo.pause.CpuQuota;
import com.example.zoo.pause.ExplicitCollection;
import com.example.zoo.pause.Freezer;
import com.example.zoo.pause.HeapHistogram;
import com.example.zoo.pause.LateSafepoint;
import com.example.zoo.pause.Neighbours;
import com.example.zoo.pause.NiceNeighbours;
import com.example.zoo.pause.StopSignal;
import com.example.zoo.plan.Exhibit;
import com.example.zoo.plan.Need;
import com.example.zoo.process.ChildExit;
import com.example.zoo.process.ChildOutput;
import com.example.zoo.process.WaitForChild;
import com.example.zoo.sleep.JdbcSleep;
import com.example.zoo.sleep.ParkNanos;
import com.example.zoo.sleep.RetryBackoff;
import com.example.zoo.sleep.ThreadSleep;
import com.example.zoo.sleep.UnitSleep;
import com.example.zoo.socket.BulkWrite;
import com.example.zoo.socket.BusyConnect;
import com.example.zoo.socket.CacheLookup;
import com.example.zoo.socket.CallbackAccept;
import com.example.zoo.socket.ChannelLookup;
import com.example.zoo.socket.DnsLookup;
import com.example.zoo.socket.HostLookup;
import com.example.zoo.socket.HttpUrlHealthCheck;
import com.example.zoo.socket.JdbcServerQuery;
import com.example.zoo.socket.NestedSelect;
import com.example.zoo.socket.TimeQuery;
import com.example.zoo.socket.TlsHandshake;
import com.example.zoo.socket.UnixSocketCall;
import com.example.zoo.wait.ClassInitialisation;
import com.example.zoo.wait.ConditionAwait;
import com.example.zoo.wait.ConnectionPool;
import com.example.zoo.wait.DeadlockWithLoop;
import com.example.zoo.wait.FutureOfPool;
import com.example.zoo.wait.HttpClientSend;
import com.example.zoo.wait.JoinedFuture;
import com.example.zoo.wait.Latch;
import com.example.zoo.wait.ObjectWait;
import com.example.zoo.wait.QueueHandOver;
import com.example.zoo.wait.QueueTake;
import com.example.zoo.wait.ThreadJoin;
import java.util.List;

/** All that the services can do, one line each. */
public final class Catalogue {
    private static final String[] NO_POLLS = {"-XX:-UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=0"};
    /** So that what allocates a lot is not stopped by collections for most of its time. */
    private static final String[] LARGE_NURSERY = {"-Xms3g", "-Xmx3g", "-Xmn2400m"};

    private static final String[] LARGE_HEAP = {"-Xmx2g", "-XX:+UseSerialGC"};

    /** A method of the application lies under all that the loops do: Netty's take any factory of threads. */
    private static final String[] CARRYING_THREADS = {"-Dzoo.carrying=true"};

    private static final String[] NETTY = {"netty41", "netty42"};

    /** The process sees a resolver configuration of its own, which names the server that swallows questions. */
    private static final String[] SILENT_NAME_SERVER = {
        "unshare",
        "--mount",
        "sh",
        "-c",
        "file=$(mktemp); printf 'nameserver 127.0.0.77\\noptions timeout:1 attempts:1\\n' > $file;"
                + " mount --bind $file /etc/resolv.conf; rm $file; exec \"$@\"",
        "sh"
    };

    /** The catalogue, mistakes first. */
    public static final List<Exhibit> ALL = List.of(
            pathology("http-url-connection", HttpUrlHealthCheck::new, "socket"),
            pathology("socket-read", CacheLookup::new, "socket"),
            pathology("socket-channel-read", ChannelLookup::new, "socket"),
            pathology("socket-connect", BusyConnect::new, "socket"),
            pathology("socket-write", BulkWrite::new, "socket"),
            pathology("server-accept", CallbackAccept::new, "socket"),
            pathology("datagram-receive", TimeQuery::new, "socket"),
            pathology("selector-in-callback", NestedSelect::new, "socket", "wait"),
            pathology("dns-record", DnsLookup::new, "socket"),
            pathology("dns-host", HostLookup::new, "socket").alone(Need.MOUNTS).through(SILENT_NAME_SERVER),
            pathology("tls-handshake", TlsHandshake::new, "socket"),
            pathology("unix-socket", UnixSocketCall::new, "socket"),
            pathology("jdbc-server", JdbcServerQuery::new, "socket"),
            pathology("fifo-read", FifoRead::new, "file"),
            pathology("fifo-open", FifoOpen::new, "file"),
            pathology("file-channel-read", ChannelRead::new, "file"),
            pathology("files-read-string", FilesRead::new, "file"),
            pathology("full-stdout", StandardOutput::new, "file"),
            pathology("full-console-logger", ConsoleLogger::new, "file"),
            pathology("process-wait-for", WaitForChild::new, "process"),
            pathology("process-output", ChildOutput::new, "process", "file"),
            pathology("process-on-exit", ChildExit::new, "process", "wait"),
            pathology("thread-sleep", ThreadSleep::new, "sleep"),
            pathology("thread-sleep-idle", ThreadSleep::new, "sleep").onIdleLoops(),
            pathology("time-unit-sleep", UnitSleep::new, "sleep"),
            pathology("retry-backoff", RetryBackoff::new, "sleep"),
            pathology("park-nanos", ParkNanos::new, "sleep", "wait"),
            pathology("jdbc-sleep", JdbcSleep::new, "sleep"),
            pathology("reentrant-lock", InventoryLock::new, "lock"),
            pathology("synchronized-block", SynchronizedCart::new, "lock"),
            pathology("synchronized-method", SynchronizedMethod::new, "lock"),
            pathology("read-write-lock", ReadLock::new, "lock"),
            pathology("stamped-lock", OptimisticLock::new, "lock"),
            pathology("concurrent-map", ComputeIfAbsent::new, "lock"),
            pathology("logger-lock", LoggerLock::new, "lock"),
            pathology("future-get", FutureOfPool::new, "wait"),
            pathology("completable-future", JoinedFuture::new, "wait"),
            pathology("future-deadlock", DeadlockWithLoop::new, "wait"),
            pathology("count-down-latch", Latch::new, "wait"),
            pathology("queue-take", QueueTake::new, "wait"),
            pathology("queue-hand-over", QueueHandOver::new, "wait"),
            pathology("semaphore", ConnectionPool::new, "wait"),
            pathology("object-wait", ObjectWait::new, "wait"),
            pathology("condition-await", ConditionAwait::new, "wait"),
            pathology("thread-join", ThreadJoin::new, "wait"),
            pathology("http-client", HttpClientSend::new, "wait", "socket"),
            pathology("class-initialisation", ClassInitialisation::new, "lock", "wait"),
            pathology("pinned-virtual-thread", named("com.example.zoo.wait.PinnedVirtualThread"), "wait")
                    .fromJdk(25),
            pathology("starved-virtual-thread", named("com.example.zoo.wait.VirtualThreadFuture"), "wait")
                    .fromJdk(25),
            pathology("native-jna", LibraryCall::new, "native"),
            pathology("native-ffm", named("com.example.zoo.nativecall.ForeignCall"), "native")
                    .fromJdk(25),
            pathology("proof-of-work", ProofOfWork::new, "cpu"),
            pathology("regex", CatastrophicPattern::new, "cpu"),
            pathology("json-parse", JsonParse::new, "cpu").jvm(LARGE_NURSERY),
            pathology("sort", BigSort::new, "cpu").jvm(LARGE_NURSERY),
            pathology("password-hash", PasswordHash::new, "cpu"),
            pathology("text-building", TextBuilding::new, "cpu"),
            pathology("list-search", ListSearch::new, "cpu"),
            pathology("compression", Compression::new, "cpu"),
            pathology("factorial", Factorial::new, "cpu"),
            pathology("counted-loop", CountedLoop::new, "cpu").jvm(NO_POLLS),
            pathology("tiny-tasks", TinyTasks::new, "backlog"),
            pathology("event-fan-out", EventFanOut::new, "backlog"),
            pathology("carrying-cpu", ProofOfWork::new, "cpu")
                    .jvm(CARRYING_THREADS)
                    .on(NETTY),
            pathology("carrying-backlog", TinyTasks::new, "backlog")
                    .jvm(CARRYING_THREADS)
                    .on(NETTY),
            pathology("socket-then-gc", SocketThenCollection::new, "socket").jvm(LARGE_HEAP),
            pathology("socket-then-cpu", SocketThenCpu::new, "socket"),
            pathology("lock-then-sleep", LockThenSleep::new, "sleep"),
            disturbance("system-gc", ExplicitCollection::new, "gc").jvm(LARGE_HEAP),
            disturbance("heap-histogram", HeapHistogram::new, "safepoint", "gc").jvm(LARGE_HEAP),
            disturbance("late-safepoint", LateSafepoint::new, "safepoint").jvm(NO_POLLS),
            disturbance("stop-signal", StopSignal::new, "suspended"),
            disturbance("freezer", Freezer::new, "suspended").alone(Need.CONTROL_GROUPS),
            disturbance("cpu-quota", CpuQuota::new, "starved").alone(Need.CONTROL_GROUPS),
            disturbance("neighbours", Neighbours::new, "starved").alone(Need.CONTROL_GROUPS),
            disturbance("nice-neighbours", NiceNeighbours::new, "starved").alone(),
            routine("idle", new Idle()).onIdleLoops(),
            routine("light-load", new Idle()),
            routine("busy", new Busy()),
            routine("bursts", new Bursts()),
            routine("short-sleeps", new ShortSleeps()),
            routine("allocation", new Allocation()),
            routine("start-up", new StartUp()),
            routine("carrying-idle", new Idle()).jvm(CARRYING_THREADS).on(NETTY).onIdleLoops(),
            routine("stopped", new Stopped(), "suspended"));

    private Catalogue() {}

    /**
     * Finds an exhibit.
     *
     * @throws IllegalArgumentException where none is called that
     */
    public static Exhibit exhibit(String name) {
        return ALL.stream()
                .filter(exhibit -> exhibit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no exhibit is called " + name + ": see the list of them with the argument list"));
    }
}
