package dev.holter.probe.diagnosis;

import java.util.List;
import java.util.Set;

/** Tells the frames of a callback from those below it: the loop that runs it, and whoever made its thread. */
final class LoopFrames {
    /** Below it is the loop that a virtual thread runs on, and not what the virtual thread does. */
    private static final String MOUNTED = "jdk.internal.vm.Continuation";

    /**
     * With one of these a loop of Netty's begins. What lies below is the same whatever the loop does: a task
     * that a thread factory or a pool wrapped, a thread of a class of the application's, the program that runs
     * the loop.
     */
    private static final List<Calls> NETTY = List.of(
            new Calls("io.netty.util.internal.ThreadExecutorMap", Set.of("run")),
            new Calls("io.netty.util.concurrent.SingleThreadEventExecutor", Set.of("run")),
            new Calls("io.netty.channel.ManualIoEventLoop", Set.of("run", "runNow")));

    /** With one of these a loop begins, unless all that the thread runs is one of Netty's. */
    private static final List<Calls> OTHERS = List.of(
            new Calls("java.util.concurrent.ThreadPoolExecutor$Worker", Set.of("run")),
            new Calls("java.util.concurrent.ForkJoinWorkerThread", Set.of("run")),
            new Calls("dev.holter.runtime.EventLoop", Set.of("runMain", "runForever", "runUntilComplete")));

    private LoopFrames() {}

    /** The frames above the loop's own, innermost first: above the outermost one, where a callback runs another loop. */
    static List<StackTraceElement> above(List<StackTraceElement> frames) {
        List<StackTraceElement> mounted = aboveMounted(frames);
        int netty = outermost(NETTY, mounted);
        int beginning = netty >= 0 ? netty : outermost(OTHERS, mounted);
        return beginning >= 0 ? mounted.subList(0, beginning) : mounted;
    }

    private static int outermost(List<Calls> beginnings, List<StackTraceElement> frames) {
        int n = frames.size() - 1;
        while (n >= 0 && !Calls.anyOf(beginnings, frames.get(n))) {
            n--;
        }
        return n;
    }

    private static List<StackTraceElement> aboveMounted(List<StackTraceElement> frames) {
        for (int n = 0; n < frames.size(); n++) {
            if (frames.get(n).getClassName().equals(MOUNTED)) {
                return frames.subList(0, n);
            }
        }
        return frames;
    }
}
