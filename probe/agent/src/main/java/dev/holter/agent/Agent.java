package dev.holter.agent;

import dev.holter.agent.discovery.FoundLoop;
import dev.holter.agent.discovery.LoopScan;
import dev.holter.probe.Probe;
import dev.holter.probe.ProbeBuilder;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent of this process, at most one at a time: looks for loops and has those that it finds watched. The probe,
 * and with it the connection to the collector, begins with the first loop: by then the service has set up its
 * logging, which an agent must not do before it.
 *
 * <p>Runs on the thread that {@code HolterAgent} made. A fault of its own ends it with one line, and the service
 * goes on.
 */
public final class Agent {
    private static final AtomicReference<@Nullable Agent> CURRENT = new AtomicReference<>();

    /** Loops come up while a service starts; afterwards a new one is rare. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long STARTING_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Thread thread = Thread.currentThread();
    private final ProbeBuilder settings;
    private final boolean wantsHooks;
    private final LoopScan scan;
    private final LoopRegister register = new LoopRegister(this::wake);
    private final HookFaultLog hookFaults = new HookFaultLog();
    private final ServiceHooks hooks;
    private final long startedNanos = System.nanoTime();
    private volatile boolean ended;

    private @Nullable Probe probe;
    private boolean saidThatNothingIsFound;

    private Agent(AgentOptions options, Instrumentation instrumentation) {
        this.settings = options.probe().sink(hookFaults);
        this.wantsHooks = options.hooks();
        this.hooks = new ServiceHooks(instrumentation, register, hookFaults);
        this.scan = new LoopScan(instrumentation, options.loops());
    }

    /**
     * The agent's life, from its start to its end. Called by {@code HolterAgent}, by name.
     *
     * @param arguments options, or null
     */
    public static void run(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            AgentOptions options = AgentOptions.read(arguments == null ? "" : arguments, System.getenv());
            if (options.isEnabled()) {
                start(new Agent(options, instrumentation));
            } else {
                endCurrent();
            }
        } catch (WrongOption wrong) {
            refuse("wrong option: " + wrong.getMessage() + "; the service runs without the agent");
        } catch (Throwable fault) {
            refuse("the agent cannot start: " + fault + "; the service runs without it");
        }
    }

    private static void start(Agent agent) {
        if (!CURRENT.compareAndSet(null, agent)) {
            refuse("a Holter agent runs in this process already; this one leaves");
            return;
        }
        try {
            agent.watch();
            AgentStatus.ended();
        } catch (Throwable fault) {
            refuse("the agent failed and is off: " + fault + "; the service runs on without it");
        } finally {
            CURRENT.set(null);
        }
    }

    private static void endCurrent() throws InterruptedException {
        Agent current = CURRENT.get();
        if (current == null) {
            AgentStatus.ended();
        } else {
            current.ended = true;
            current.wake();
            current.thread.join(CLOSE_PATIENCE.toMillis());
        }
    }

    private static void refuse(String line) {
        StandardError.say(line);
        AgentStatus.refused(line);
    }

    private void watch() {
        StandardError.sayWhatIsMissing();
        try {
            if (wantsHooks) {
                hooks.begin();
            }
            while (!ended) {
                look();
                LockSupport.parkNanos(this, ageNanos() < STARTING_NANOS ? STARTING_PAUSE_NANOS : PAUSE_NANOS);
            }
        } finally {
            close();
        }
    }

    /** Not to wait for the next look. Any thread. */
    private void wake() {
        LockSupport.unpark(thread);
    }

    private void look() {
        if (wantsHooks) {
            hooks.look();
        }
        register.removeEnded();
        scan.newLoops().forEach(this::watch);
        for (AskingLoops.Asking asking : register.takeAsking()) {
            LoopScan.loopOf(asking.executor(), asking.thread())
                    .ifPresentOrElse(this::watch, () -> register.refuse(asking.executor()));
        }
        AgentStatus.running(register.size());
        hookFaults.say();
        sayWhereNothingIsFound();
    }

    private void watch(FoundLoop loop) {
        if (!register.contains(loop)) {
            register.add(loop, probe().watch(loop.loop()));
        }
    }

    private Probe probe() {
        if (probe == null) {
            probe = settings.start();
        }
        return probe;
    }

    private void sayWhereNothingIsFound() {
        if (probe == null && !saidThatNothingIsFound && ageNanos() > PATIENCE_NANOS) {
            saidThatNothingIsFound = true;
            StandardError.say("no event loop was found in 30 s: nothing is watched yet, and the agent goes on looking;"
                    + " a single-threaded executor is watched where the option loops names its thread");
        }
    }

    private void close() {
        try {
            hooks.close();
        } finally {
            if (probe != null) {
                probe.close();
            }
        }
    }

    private long ageNanos() {
        return System.nanoTime() - startedNanos;
    }
}
