package dev.holter.agent.hooks;

import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.holter.agent.hooks.advice.DecoderAdvice;
import dev.holter.agent.hooks.advice.EncoderAdvice;
import dev.holter.agent.hooks.advice.FlushAdvice;
import dev.holter.agent.hooks.advice.HandlerAddedAdvice;
import dev.holter.agent.hooks.advice.KeepDeadlineAdvice;
import dev.holter.agent.hooks.advice.SelectedKeyAdvice;
import dev.holter.agent.hooks.advice.TaskAdvice;
import dev.holter.agent.hooks.advice.TimerAdvice;
import dev.holter.agent.hooks.advice.TurnAdvice;
import dev.holter.agent.hooks.advice.UnsafeAdvice;
import dev.holter.agent.hooks.advice.WaitAdvice;
import dev.holter.agent.hooks.advice.WrapperAdvice;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Methods of one class of Netty, and the code that is woven into them.
 *
 * @param className without the prefix that {@link NettyCopy} knows
 * @param methods several stand for the same place in different versions: the first that matches any
 *     method of the class is the one
 * @param required whether the hook is off where no method matches; false for what only newer versions
 *     have, and older ones do without
 */
record HookPoint(
        Hook hook,
        Shape shape,
        String className,
        List<ElementMatcher.Junction<MethodDescription>> methods,
        Class<?> advice,
        boolean required) {

    /** The versions of Netty that have the place. */
    enum Shape {
        ANY,
        /** Each transport has an event loop of its own. */
        NETTY_41,
        /** One event loop, with handlers for the transports. */
        NETTY_42;

        boolean fits(NettyCopy netty) {
            return this == ANY || (this == NETTY_42) == netty.has("channel.IoHandle");
        }
    }

    static final List<HookPoint> ALL = List.of(
            required(
                    Hook.REQUESTS,
                    Shape.ANY,
                    "channel.DefaultChannelPipeline",
                    HandlerAddedAdvice.class,
                    named("callHandlerAdded0").and(takesArguments(1))),
            required(
                    Hook.REQUESTS,
                    Shape.ANY,
                    "channel.AbstractChannel$AbstractUnsafe",
                    FlushAdvice.class,
                    named("flush").and(takesArguments(0))),
            required(
                    Hook.REQUESTS,
                    Shape.ANY,
                    "handler.codec.MessageToMessageEncoder",
                    EncoderAdvice.class,
                    named("write").and(takesArguments(3))),
            required(
                    Hook.REQUESTS,
                    Shape.ANY,
                    "handler.codec.http.HttpObjectDecoder",
                    DecoderAdvice.class,
                    named("decode").and(takesArguments(3))),
            optional(
                    Hook.REQUESTS,
                    "handler.codec.http.HttpObjectEncoder",
                    EncoderAdvice.class,
                    named("write").and(takesArguments(3))),
            new HookPoint(
                    Hook.CALLBACKS,
                    Shape.ANY,
                    "util.concurrent.AbstractEventExecutor",
                    List.of(named("runTask").and(takesArguments(Runnable.class)), named("safeExecute")),
                    TaskAdvice.class,
                    true),
            required(
                    Hook.CALLBACKS,
                    Shape.ANY,
                    "util.concurrent.SingleThreadEventExecutor",
                    TurnAdvice.class,
                    named("runAllTasks").or(named("runScheduledAndExecutorTasks"))),
            required(
                    Hook.CALLBACKS,
                    Shape.ANY,
                    "util.concurrent.SingleThreadEventExecutor",
                    WaitAdvice.class,
                    named("takeTask").and(takesArguments(0))),
            optional(Hook.CALLBACKS, "util.concurrent.PromiseTask", WrapperAdvice.class, named("runTask")),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_41,
                    "channel.nio.NioEventLoop",
                    SelectedKeyAdvice.class,
                    named("processSelectedKey").and(takesArgument(1, ofNetty("channel.nio.AbstractNioChannel")))),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_41,
                    "channel.epoll.AbstractEpollChannel$AbstractEpollUnsafe",
                    UnsafeAdvice.class,
                    named("epollOutReady").or(named("epollRdHupReady"))),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_41,
                    "channel.epoll.AbstractEpollStreamChannel$EpollStreamUnsafe",
                    UnsafeAdvice.class,
                    named("epollInReady")),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_41,
                    "channel.epoll.AbstractEpollServerChannel$EpollServerSocketUnsafe",
                    UnsafeAdvice.class,
                    named("epollInReady")),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_42,
                    "channel.nio.AbstractNioChannel$AbstractNioUnsafe",
                    UnsafeAdvice.class,
                    named("handle").and(takesArguments(2))),
            required(
                    Hook.CALLBACKS,
                    Shape.NETTY_42,
                    "channel.epoll.AbstractEpollChannel$AbstractEpollUnsafe",
                    UnsafeAdvice.class,
                    named("handle").and(takesArguments(2))),
            required(
                    Hook.TIMERS,
                    Shape.ANY,
                    "util.concurrent.ScheduledFutureTask",
                    TimerAdvice.class,
                    named("run").and(takesArguments(0))),
            optional(
                    Hook.TIMERS,
                    "util.concurrent.ScheduledFutureTask",
                    KeepDeadlineAdvice.class,
                    named("setConsumed").and(takesArguments(0))));

    /** The points in a class. */
    static List<HookPoint> in(String className) {
        return ALL.stream().filter(point -> point.isIn(className)).toList();
    }

    private boolean isIn(String name) {
        return name.endsWith(className)
                && NettyCopy.prefixOf(name)
                        .filter(prefix -> prefix.length() + className.length() == name.length())
                        .isPresent();
    }

    private static HookPoint required(
            Hook hook,
            Shape shape,
            String className,
            Class<?> advice,
            ElementMatcher.Junction<MethodDescription> method) {
        return new HookPoint(hook, shape, className, List.of(method), advice, true);
    }

    private static HookPoint optional(
            Hook hook, String className, Class<?> advice, ElementMatcher.Junction<MethodDescription> method) {
        return new HookPoint(hook, Shape.ANY, className, List.of(method), advice, false);
    }

    private static ElementMatcher<TypeDescription> ofNetty(String relativeName) {
        return nameEndsWith("netty." + relativeName);
    }
}
