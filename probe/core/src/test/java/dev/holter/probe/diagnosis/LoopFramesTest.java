package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.PARK;
import static dev.holter.probe.diagnosis.Stall.SELECT;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static dev.holter.probe.diagnosis.Stall.frame;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the application's that made the loop's thread lies below the loop, and is in every stack of it. */
class LoopFramesTest {
    private static final StackTraceElement WRAPPER = frame("com.example.ThreadsWithContext", "run");
    private static final StackTraceElement THREAD = frame("java.lang.Thread", "run");
    private static final StackTraceElement WORKER = frame("java.util.concurrent.ThreadPoolExecutor$Worker", "run");
    private static final List<StackTraceElement> NETTY_4_1 = List.of(
            frame("io.netty.channel.nio.NioEventLoop", "run"),
            frame("io.netty.util.concurrent.SingleThreadEventExecutor$4", "run"),
            frame("io.netty.util.internal.ThreadExecutorMap$2", "run"));
    private static final List<StackTraceElement> EXECUTOR =
            List.of(frame("java.util.concurrent.ThreadPoolExecutor", "runWorker"), WORKER);

    /** The pool's executor wraps what it is given, as {@code r -> pool.execute(() -> { begin(); r.run(); })}. */
    private static final List<StackTraceElement> ON_A_POOL = Stream.of(
                    NETTY_4_1, List.of(frame("com.example.TenantExecutor", "lambda$execute$0")), EXECUTOR)
            .flatMap(List::stream)
            .toList();

    static List<List<StackTraceElement>> loops() {
        return List.of(
                NETTY_4_1,
                EXECUTOR,
                ON_A_POOL,
                List.of(
                        frame("io.netty.channel.SingleThreadIoEventLoop", "run"),
                        frame("io.netty.util.concurrent.SingleThreadEventExecutor$5", "run"),
                        frame("io.netty.util.internal.ThreadExecutorMap$2", "run")),
                List.of(
                        frame("io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoop", "run"),
                        frame("io.grpc.netty.shaded.io.netty.util.concurrent.SingleThreadEventExecutor$4", "run"),
                        frame("io.grpc.netty.shaded.io.netty.util.internal.ThreadExecutorMap$2", "run")),
                List.of(
                        frame("java.util.concurrent.ForkJoinPool", "runWorker"),
                        frame("java.util.concurrent.ForkJoinWorkerThread", "run")),
                List.of(
                        frame("dev.holter.runtime.EventLoop", "runForever"),
                        frame("dev.holter.runtime.EventLoop", "runUntilComplete")));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void loopInItsSelector_waitsForWorkWhoeverMadeItsThread(List<StackTraceElement> loop) {
        Verdict verdict =
                Stall.of(100).cpu(0).running(50, wrapped(loop, SELECT)).judge();

        assertUnknown(verdict);
        assertSays(verdict, "waiting for work");
    }

    @ParameterizedTest
    @MethodSource("loops")
    void callbackOnSuchAThread_isAccused(List<StackTraceElement> loop) {
        assertAccuses(
                Stall.of(100)
                        .cpu(0)
                        .running(50, wrapped(loop, SOCKET_READ, HANDLER))
                        .judge(),
                Cause.SOCKET,
                HANDLER);
        assertAccusesNobody(
                Stall.of(100)
                        .cpu(0)
                        .running(50, wrapped(loop, SOCKET_READ, frame("org.h2.Driver", "run")))
                        .judge(),
                Cause.SOCKET);
    }

    @ParameterizedTest
    @MethodSource("loops")
    void codeThatMadeTheThread_isNotCommonToCallbacksThatDiffer(List<StackTraceElement> loop) {
        Verdict verdict = Stall.of(400)
                .cpu(0.95)
                .running(50, wrapped(loop, frame("com.example.A", "a")))
                .running(100, wrapped(loop, frame("com.example.B", "b")))
                .running(200, wrapped(loop, frame("com.example.C", "c")))
                .judge();

        assertAccusesNobody(verdict, Cause.CPU);
        assertThat(verdict.details()).containsEntry("common_frame_share", "33.3 %");
    }

    @Test
    void codeThatMadeTheThread_isNoTypeOfACallback() {
        Verdict verdict = Stall.of(100)
                .cpu(0.99)
                .running(50, wrapped(NETTY_4_1, HANDLER))
                .pending(50)
                .queue(100, 0)
                .judge();

        assertThat(verdict.details()).containsEntry("callbacks", "com.example.Handler in 1 stack");
    }

    @Test
    void executorThatACallbackRunsItself_isNotTheLoop() {
        StackTraceElement nested = frame("com.example.Batch", "run");

        assertAccuses(
                Stall.of(100)
                        .cpu(0)
                        .asleep(50, wrapped(NETTY_4_1, PARK, nested, WORKER, HANDLER))
                        .judge(),
                Cause.WAIT,
                nested);
        assertAccuses(
                Stall.of(100)
                        .cpu(0)
                        .asleep(50, wrapped(NETTY_4_1, PARK, frame("org.h2.Driver", "run"), WORKER, HANDLER))
                        .judge(),
                Cause.WAIT,
                HANDLER);
    }

    @Test
    void callOnALoopFromAnotherThread_doesNotBeginOne() {
        StackTraceElement execute = frame("io.netty.util.concurrent.SingleThreadEventExecutor", "execute");
        StackTraceElement call = frame("dev.holter.runtime.EventLoop", "callSoon");

        assertThat(LoopFrames.above(List.of(execute, HANDLER, call, WRAPPER))).hasSize(4);
    }

    private static StackTraceElement[] wrapped(List<StackTraceElement> loop, StackTraceElement... callback) {
        return Stream.of(Arrays.stream(callback), loop.stream(), Stream.of(WRAPPER, THREAD))
                .flatMap(frames -> frames)
                .toArray(StackTraceElement[]::new);
    }
}
