package dev.holter.agent.hooks;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import dev.holter.probe.WatchedLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happens in a service's Netty to the meters of the loops that are watched. Every event
 * loop calls it. A hook that fails is off from then on, for all loops, and the service does not notice.
 */
final class WatchedEvents extends NettyEvents {
    /** How long a loop that cannot list its channels looks at each that has an event: that costs each event something. */
    private static final long ADOPTING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LoopDirectory directory;
    private final HookFaults faults;
    private final NettyViews views;

    @SuppressWarnings("ThreadLocalUsage") // goes with its listener when the hooks are taken out
    private final ThreadLocal<@Nullable TimedThread> threads = new ThreadLocal<>();

    private final boolean channelsMayBeOlder;

    // Written once; a loop that sees it late calls the hook once more.
    private boolean callbacksOff;
    private boolean timersOff;
    private boolean requestsOff;

    /**
     * Makes the listener of hooks that are about to be installed.
     *
     * @param channelsMayBeOlder whether a Netty is there already, whose channels are to be looked for
     */
    WatchedEvents(LoopDirectory directory, HookFaults faults, boolean channelsMayBeOlder) {
        this.directory = directory;
        this.faults = faults;
        this.views = new NettyViews(directory, faults);
        this.channelsMayBeOlder = channelsMayBeOlder;
    }

    @Override
    public @Nullable LoopThread turnBegins(Object eventExecutor) {
        TimedThread thread = threads.get();
        if (callbacksOff) {
            return untimed(thread);
        }
        try {
            if (thread == null) {
                thread = new TimedThread(faults);
                threads.set(thread);
            }
            return thread.isBoundTo(eventExecutor) || bind(thread, eventExecutor) ? thread : null;
        } catch (RuntimeException | Error fault) {
            return timingFailed(fault);
        }
    }

    @Override
    public @Nullable LoopThread taskBegins(Object task) {
        TimedThread thread = threads.get();
        if (thread == null || callbacksOff) {
            return untimed(thread);
        }
        try {
            return thread.taskBegins(task);
        } catch (RuntimeException | Error fault) {
            return timingFailed(fault);
        }
    }

    @Override
    public @Nullable LoopThread channelEventBegins(Object channel) {
        TimedThread thread = threads.get();
        if (thread == null || callbacksOff) {
            return untimed(thread);
        }
        try {
            if (thread.adoptsChannels()) {
                adoptChannel(thread, channel);
            }
            return thread.channelEventBegins(channel);
        } catch (RuntimeException | Error fault) {
            return timingFailed(fault);
        }
    }

    @Override
    public void wraps(Object innerTask) {
        TimedThread thread = threads.get();
        if (thread != null) {
            thread.wraps(innerTask);
        }
    }

    @Override
    public void timerRuns(Object timer, long deadlineNanos) {
        TimedThread thread = threads.get();
        if (thread == null || timersOff) {
            return;
        }
        try {
            if (!((Future<?>) timer).isCancelled()) {
                thread.timerRuns(System.nanoTime(), deadlineNanos);
            }
        } catch (RuntimeException | Error fault) {
            timersOff = true;
            faults.failed(Hook.TIMERS, fault);
        }
    }

    @Override
    public void handlerAdded(Object context) {
        if (requestsOff) {
            return;
        }
        try {
            views.of(context.getClass()).handlerAdded(context);
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    @Override
    public void decoded(Object decoder, Object context, List<?> messages, int first) {
        if (requestsOff) {
            return;
        }
        try {
            views.of(context.getClass()).decoded(decoder, context, messages, first);
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    @Override
    public void encodes(Object encoder, Object context, Object message) {
        if (requestsOff) {
            return;
        }
        try {
            views.of(context.getClass()).encodes(encoder, context, message);
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    @Override
    public void flushed(Object unsafe) {
        if (requestsOff) {
            return;
        }
        try {
            views.of(unsafe.getClass()).flushed(unsafe);
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    private boolean bind(TimedThread thread, Object eventExecutor) {
        if (thread.hasFailed()) {
            callbacksOff = true;
            return false;
        }
        Optional<WatchedLoop> watched = directory.turnOf(eventExecutor);
        if (watched.isEmpty()) {
            thread.unbind();
            return false;
        }
        NettyView view = views.of(eventExecutor.getClass());
        thread.bind(eventExecutor, view, watched.get().callbacks());
        adoptChannels(thread, view, eventExecutor);
        return true;
    }

    private void adoptChannels(TimedThread thread, NettyView view, Object eventLoop) {
        if (requestsOff || !channelsMayBeOlder) {
            return;
        }
        try {
            if (!view.adoptChannels(eventLoop)) {
                thread.adoptFor(ADOPTING_NANOS);
            }
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    private void adoptChannel(TimedThread thread, Object channel) {
        if (requestsOff) {
            return;
        }
        try {
            thread.adoptChannel(channel);
        } catch (RuntimeException | Error fault) {
            countingFailed(fault);
        }
    }

    private static @Nullable LoopThread untimed(@Nullable TimedThread thread) {
        if (thread != null) {
            thread.giveUp();
        }
        return null;
    }

    private @Nullable LoopThread timingFailed(Throwable fault) {
        callbacksOff = true;
        faults.failed(Hook.CALLBACKS, fault);
        return null;
    }

    private void countingFailed(Throwable fault) {
        requestsOff = true;
        faults.failed(Hook.REQUESTS, fault);
    }
}
