package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Set;

/**
 * Reads from one stack what its thread does. Only the JDK's frames above the first other frame count
 * for a blocking call: what lies below has been left by a call and says nothing of now. A thread in
 * native code or in a network call is RUNNABLE to the JVM, so the state alone does not tell.
 */
final class ActivityReader {
    private record Pattern(Activity activity, List<Calls> calls) {}

    /**
     * In the order in which they are tried: a socket's own lock is a lock, a wait inside {@code
     * Process.waitFor} is the process, JDK 17 writes to sockets through a class named for files, and
     * JDK 25 reads pipes through one named for sockets.
     */
    private static final List<Pattern> BLOCKING = List.of(
            new Pattern(
                    Activity.SLEEP, List.of(new Calls("java.lang.Thread", Set.of("sleep", "sleep0", "sleepNanos0")))),
            new Pattern(
                    Activity.LOCK,
                    List.of(
                            Calls.any("java.util.concurrent.locks.ReentrantLock"),
                            Calls.any("java.util.concurrent.locks.ReentrantReadWriteLock"),
                            Calls.any("java.util.concurrent.locks.StampedLock"))),
            new Pattern(
                    Activity.PROCESS,
                    List.of(
                            new Calls(
                                    "java.lang.ProcessImpl",
                                    Set.of(
                                            "waitFor",
                                            "waitForInterruptibly",
                                            "forkAndExec",
                                            "create",
                                            "<init>",
                                            "start")),
                            new Calls("java.lang.ProcessBuilder", Set.of("start")),
                            Calls.any("java.lang.Process$PipeInputStream"))),
            new Pattern(
                    Activity.FILE,
                    List.of(Calls.any("sun.nio.ch.SourceChannelImpl"), Calls.any("sun.nio.ch.SinkChannelImpl"))),
            new Pattern(Activity.WAIT, List.of(new Calls("sun.nio.fs.AbstractWatchService", Set.of("take", "poll")))),
            new Pattern(
                    Activity.SOCKET,
                    List.of(
                            Calls.any("sun.nio.ch.NioSocketImpl"),
                            Calls.any("sun.nio.ch.Net"),
                            Calls.any("sun.nio.ch.SocketDispatcher"),
                            Calls.any("sun.nio.ch.SocketChannelImpl"),
                            Calls.any("sun.nio.ch.ServerSocketChannelImpl"),
                            Calls.any("sun.nio.ch.DatagramChannelImpl"),
                            Calls.any("sun.nio.ch.DatagramDispatcher"),
                            Calls.any("sun.nio.ch.UnixDomainSockets"),
                            Calls.any("sun.nio.ch.SelectorImpl"),
                            Calls.any("java.net.NetworkInterface"),
                            Calls.any("java.net.Inet4AddressImpl"),
                            Calls.any("java.net.Inet6AddressImpl"))),
            new Pattern(
                    Activity.FILE,
                    List.of(
                            Calls.any("java.io.FileInputStream"),
                            Calls.any("java.io.FileOutputStream"),
                            Calls.any("java.io.FileCleanable"),
                            Calls.any("java.io.FileDescriptor"),
                            Calls.any("java.io.RandomAccessFile"),
                            Calls.any("java.io.UnixFileSystem"),
                            Calls.any("java.io.WinNTFileSystem"),
                            Calls.any("java.nio.MappedByteBuffer"),
                            Calls.any("java.nio.MappedMemoryUtils"),
                            Calls.any("sun.nio.ch.FileChannelImpl"),
                            Calls.any("sun.nio.ch.FileDispatcherImpl"),
                            Calls.any("sun.nio.ch.UnixFileDispatcherImpl"),
                            Calls.any("sun.nio.fs."))));

    /**
     * Native methods that return at once or compute: a thread that shows one of them and gets nowhere is
     * not blocked in it.
     */
    private static final List<Calls> NEVER_WAIT = List.of(
            Calls.any("java.lang.Class"),
            Calls.any("java.lang.Object"),
            Calls.any("java.lang.Runtime"),
            Calls.any("java.lang.StrictMath"),
            Calls.any("java.lang.System"),
            Calls.any("java.lang.Thread"),
            Calls.any("java.lang.Throwable"),
            Calls.any("java.lang.invoke."),
            Calls.any("java.lang.reflect."),
            Calls.any("java.util.zip."),
            Calls.any("jdk.internal.misc."),
            Calls.any("jdk.internal.reflect."));

    /** Where loops wait for what a selector has to tell. */
    private static final List<Calls> SELECTING = List.of(
            Calls.any("sun.nio.ch.SelectorImpl"),
            Calls.any("io.netty.channel.epoll.Native"),
            Calls.any("io.netty.channel.kqueue.Native"),
            Calls.any("io.netty.channel.uring.Native"));

    /** Where loops and executors take a task from their queue, which may be a class of the application's. */
    private static final List<Calls> TAKING_A_TASK = List.of(
            new Calls("io.netty.util.concurrent.SingleThreadEventExecutor", Set.of("takeTask")),
            new Calls("java.util.concurrent.ForkJoinPool", Set.of("awaitWork")),
            new Calls("java.util.concurrent.ThreadPoolExecutor", Set.of("getTask")));

    private final FrameClassifier classifier;

    ActivityReader(FrameClassifier classifier) {
        this.classifier = classifier;
    }

    Activity read(StackCapture capture) {
        Thread.State state = capture.sample().state();
        List<StackTraceElement> frames = capture.sample().frames();
        boolean parked = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        if (isSelecting(frames) || (parked && isTakingATask(frames))) {
            return Activity.IDLE;
        }
        if (state == Thread.State.BLOCKED || isInitialisingAClass(capture) || isParkedForAnOwner(capture)) {
            return Activity.LOCK;
        }
        List<StackTraceElement> jdkFrames =
                frames.stream().takeWhile(classifier::isJdk).toList();
        if (isNap(capture, jdkFrames)) {
            return Activity.SLEEP;
        }
        for (Pattern pattern : BLOCKING) {
            if (anyMatch(jdkFrames, pattern.calls())) {
                return pattern.activity();
            }
        }
        if (parked) {
            return Activity.WAIT;
        }
        return isInNativeCode(frames) ? Activity.NATIVE : Activity.RUNNING;
    }

    /** To the JVM a thread that waits until another has initialised a class runs, and holds up nobody. */
    private static boolean isInitialisingAClass(StackCapture capture) {
        return capture.sample().state() == Thread.State.RUNNABLE
                && capture.lock().isPresent();
    }

    /** What a thread parks on has an owner only where it is a lock, whoever wrote that. */
    private static boolean isParkedForAnOwner(StackCapture capture) {
        List<StackTraceElement> frames = capture.sample().frames();
        return capture.lock().flatMap(LockWait::owner).isPresent()
                && !frames.isEmpty()
                && frames.get(0).getMethodName().equals("park");
    }

    /**
     * Parked for a time, by the application itself, with nothing named that it waits for. A library that does
     * so looks again and again whether what it waits for has come.
     */
    private boolean isNap(StackCapture capture, List<StackTraceElement> jdkFrames) {
        List<StackTraceElement> frames = capture.sample().frames();
        int calls = jdkFrames.size();
        return capture.sample().state() == Thread.State.TIMED_WAITING
                && capture.lock().isEmpty()
                && calls > 0
                && calls < frames.size()
                && jdkFrames.get(calls - 1).getClassName().equals("java.util.concurrent.locks.LockSupport")
                && classifier.isApplication(frames.get(calls));
    }

    private static boolean isInNativeCode(List<StackTraceElement> frames) {
        return !frames.isEmpty() && frames.get(0).isNativeMethod() && !anyMatch(frames.subList(0, 1), NEVER_WAIT);
    }

    private boolean isSelecting(List<StackTraceElement> frames) {
        return classifier.culprit(frames).isEmpty() && anyMatch(frames, SELECTING);
    }

    private boolean isTakingATask(List<StackTraceElement> frames) {
        for (int n = 0; n < frames.size(); n++) {
            if (Calls.anyOf(TAKING_A_TASK, frames.get(n))) {
                return classifier.culprit(frames.subList(n, frames.size())).isEmpty();
            }
        }
        return false;
    }

    private static boolean anyMatch(List<StackTraceElement> frames, List<Calls> calls) {
        return frames.stream().anyMatch(frame -> Calls.anyOf(calls, frame));
    }
}
