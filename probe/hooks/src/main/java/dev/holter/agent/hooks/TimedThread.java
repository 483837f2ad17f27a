package dev.holter.agent.hooks;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.probe.CallbackMeter;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Times the callbacks of the event loop that the current thread runs. For that thread alone. A callback
 * within a callback is part of the outer one. What it knows of Netty it holds weakly: the thread may
 * belong to a pool that outlives the service's class loader.
 */
final class TimedThread extends LoopThread {
    private static final Class<?> NO_CALLBACK = Object.class;
    private static final int EVENTS_TO_A_LOOK_AT_THE_CLOCK = 256;

    private final HookFaults faults;
    private WeakReference<@Nullable Object> loop = new WeakReference<>(null);
    private WeakReference<@Nullable NettyView> netty = new WeakReference<>(null);
    private @Nullable CallbackMeter meter;
    private long clockOriginNanos;

    private boolean adoptsChannels;
    private long adoptsUntilNanos;
    private int adoptedEvents;

    private boolean failed;
    private boolean working;
    private int depth;
    private Class<?> type = NO_CALLBACK;

    TimedThread(HookFaults faults) {
        this.faults = faults;
    }

    boolean isBoundTo(Object eventLoop) {
        return meter != null && loop.refersTo(eventLoop);
    }

    void bind(Object eventLoop, NettyView view, CallbackMeter newMeter) {
        loop = new WeakReference<>(eventLoop);
        netty = new WeakReference<>(view);
        clockOriginNanos = view.clockOriginNanos();
        meter = newMeter;
        adoptsChannels = false;
        working = false;
        depth = 0;
    }

    /** The thread runs another executor now, which is not watched. */
    void unbind() {
        meter = null;
    }

    /** Callbacks are timed no longer: the turn that goes on, if any, ends for the meter. */
    void giveUp() {
        CallbackMeter timed = meter;
        unbind();
        if (timed != null) {
            timed.giveUp();
        }
    }

    /** Whether a callback could not be timed: it is not to be bound again. */
    boolean hasFailed() {
        return failed;
    }

    /** The loop has channels that are older than the hooks, which are adopted as they have events for so long. */
    void adoptFor(long nanos) {
        adoptsChannels = true;
        adoptsUntilNanos = System.nanoTime() + nanos;
    }

    boolean adoptsChannels() {
        return adoptsChannels;
    }

    /** Counts the requests of a channel that has an event. */
    void adoptChannel(Object channel) {
        NettyView view = netty.get();
        if (view != null) {
            view.adoptChannel(channel);
        }
        if (++adoptedEvents % EVENTS_TO_A_LOOK_AT_THE_CLOCK == 0) {
            adoptsChannels = System.nanoTime() - adoptsUntilNanos < 0;
        }
    }

    /** A task begins. */
    @Nullable
    LoopThread taskBegins(Object task) {
        if (meter == null) {
            return null;
        }
        if (depth++ == 0) {
            begins(meter, task.getClass());
        }
        return this;
    }

    /** A channel's event begins. */
    @Nullable
    LoopThread channelEventBegins(Object channel) {
        if (meter == null) {
            return null;
        }
        if (depth++ == 0) {
            NettyView view = netty.get();
            begins(meter, view == null ? channel.getClass() : view.eventType(channel));
        }
        return this;
    }

    /** The task that runs is a wrapper of another, by whose class it had better be called. */
    void wraps(Object innerTask) {
        if (depth == 1) {
            is(innerTask.getClass());
        }
    }

    /** A timer that is due begins to run. */
    void timerRuns(long nowNanos, long deadlineNanos) {
        long latenessNanos = nowNanos - clockOriginNanos - deadlineNanos;
        if (meter != null && latenessNanos >= 0) {
            meter.timerFired(latenessNanos);
        }
    }

    @Override
    public void callbackEnded() {
        CallbackMeter timed = meter;
        if (--depth != 0 || timed == null) {
            return;
        }
        try {
            timed.ran(type);
        } catch (RuntimeException | Error fault) {
            fail(fault);
        }
    }

    @Override
    public void turnEnded() {
        CallbackMeter timed = meter;
        depth = 0;
        if (!working || timed == null) {
            return;
        }
        working = false;
        try {
            timed.idle();
        } catch (RuntimeException | Error fault) {
            fail(fault);
        }
    }

    private void begins(CallbackMeter timed, Class<?> callback) {
        is(callback);
        if (!working) {
            timed.began();
            working = true;
        }
    }

    /** Mostly it is the same again, and to store it costs more than to look: G1 would go through its card each time. */
    private void is(Class<?> callback) {
        if (type != callback) {
            type = callback;
        }
    }

    private void fail(Throwable fault) {
        failed = true;
        giveUp();
        faults.failed(Hook.CALLBACKS, fault);
    }
}
