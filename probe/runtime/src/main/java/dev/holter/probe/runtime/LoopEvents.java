package dev.holter.probe.runtime;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Handle;
import dev.holter.runtime.LoopObserver;
import dev.holter.runtime.Task;
import dev.holter.runtime.TimerHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings what a loop does to the probe's meters. For the loop's thread; what it tells is for any. */
final class LoopEvents implements LoopObserver {
    private final Probe probe;
    private final String name;
    private volatile @Nullable WatchedLoop watched;
    /** The coroutine that runs now. */
    private volatile @Nullable Thread carried;

    private @Nullable CallbackMeter meter;

    LoopEvents(Probe probe, String name) {
        this.probe = probe;
        this.name = name;
    }

    Optional<WatchedLoop> watched() {
        return Optional.ofNullable(watched);
    }

    @Override
    public void loopBegins(EventLoop loop) {
        WatchedLoop begun = probe.watch(new RuntimeLoop(name, loop, () -> Optional.ofNullable(carried)));
        watched = begun;
        meter = begun.callbacks();
    }

    @Override
    public void loopEnded(EventLoop loop) {
        WatchedLoop ended = watched;
        if (ended != null) {
            watched = null;
            meter = null;
            carried = null;
            ended.close();
        }
    }

    @Override
    public void callbackEnded(Handle callback, long fromNanos, long toNanos) {
        if (meter != null) {
            meter.ran(callback.type());
        }
    }

    @Override
    public void timerFired(TimerHandle timer, long latenessNanos) {
        if (meter != null) {
            meter.timerFired(latenessNanos);
        }
    }

    @Override
    public void taskResumed(Task<?> task) {
        carried = task.thread().orElse(null);
    }

    @Override
    public void taskParked(Task<?> task) {
        carried = null;
    }

    @Override
    public void pollBegins(long nanos) {
        if (meter != null) {
            meter.idle();
        }
    }

    @Override
    public void pollEnded(long nanos) {
        if (meter != null) {
            meter.began();
        }
    }
}
