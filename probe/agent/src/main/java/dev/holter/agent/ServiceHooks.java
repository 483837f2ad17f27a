package dev.holter.agent;

import dev.holter.agent.hooks.LoopDirectory;
import dev.holter.agent.hooks.NettyHooks;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hooks in the service's Netty: put there when there is one, completed while it starts, and taken out in the end.
 * For the agent's thread. Where they cannot be had, the log says so, and the loops are watched without them.
 */
final class ServiceHooks implements AutoCloseable {
    /** A class that is on its way when the agent begins to look for it, is neither seen to come nor seen to be there. */
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Instrumentation instrumentation;
    private final LoopDirectory loops;
    private final HookFaultLog faults;
    private final NettyNotice netty;

    private @Nullable NettyHooks hooks;
    private boolean isInstalled;
    private long begunNanos;
    private long nextCatchUpNanos;

    ServiceHooks(Instrumentation instrumentation, LoopDirectory loops, HookFaultLog faults) {
        this.instrumentation = instrumentation;
        this.loops = loops;
        this.faults = faults;
        this.netty = new NettyNotice(instrumentation);
    }

    /** Looks out for Netty from now on. */
    void begin() {
        netty.begin();
        beginToCatchUp();
    }

    /** Does what there is to do, at each look of the agent. */
    void look() {
        if (isInstalled) {
            catchUp();
        } else if (netty.hasNoticed() || (isTimeToCatchUp() && netty.isLoaded())) {
            install();
        }
    }

    @Override
    public void close() {
        netty.end();
        if (hooks != null) {
            hooks.close();
        }
    }

    private void install() {
        isInstalled = true;
        netty.end();
        try {
            hooks = NettyHooks.install(instrumentation, loops, faults::add);
        } catch (RuntimeException | LinkageError fault) {
            faults.add(fault);
        }
        beginToCatchUp();
    }

    private void catchUp() {
        if (hooks != null && isTimeToCatchUp()) {
            hooks.catchUp();
        }
    }

    private void beginToCatchUp() {
        begunNanos = System.nanoTime();
        nextCatchUpNanos = 0;
    }

    /** Ever more seldom: it means a look through all classes of the process. */
    private boolean isTimeToCatchUp() {
        long ageNanos = System.nanoTime() - begunNanos;
        if (ageNanos < nextCatchUpNanos || nextCatchUpNanos > CATCH_UP_NANOS) {
            return false;
        }
        nextCatchUpNanos = 2 * ageNanos;
        return true;
    }
}
