package dev.holter.agent;

import dev.holter.agent.discovery.FoundLoop;
import dev.holter.agent.discovery.LoopScan;
import dev.holter.agent.hooks.NettyHooks;
import dev.holter.probe.Probe;
import dev.holter.probe.ProbeBuilder;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Instrumentation instrumentation;
    private final boolean wantsHooks;
    private final LoopScan scan;
    private final LoopRegister register = new LoopRegister();
    private final long startedNanos = System.nanoTime();
    private volatile boolean ended;
    /** Said on the agent's own thread: a write to standard error can block. */
    private final Queue<Throwable> hookFaults = new ConcurrentLinkedQueue<>();

    private @Nullable Probe probe;
    private @Nullable NettyHooks hooks;
    private boolean saidThatNothingIsFound;

    private Agent(AgentOptions options, Instrumentation instrumentation) {
        this.settings = options.probe();
        this.instrumentation = instrumentation;
        this.wantsHooks = options.hooks();
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
            LockSupport.unpark(current.thread);
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
            while (!ended) {
                look();
                LockSupport.parkNanos(this, ageNanos() < STARTING_NANOS ? STARTING_PAUSE_NANOS : PAUSE_NANOS);
            }
        } finally {
            close();
        }
    }

    private void look() {
        register.removeEnded();
        for (FoundLoop loop : scan.newLoops()) {
            if (!register.contains(loop)) {
                register.add(loop, probe().watch(loop.loop()));
            }
        }
        AgentStatus.running(register.size());
        sayWhichHooksFailed();
        sayWhereNothingIsFound();
    }

    private Probe probe() {
        if (probe == null) {
            probe = settings.start();
            if (wantsHooks) {
                hooks = installHooks();
            }
        }
        return probe;
    }

    /** Null where this process cannot have them: the loops are watched all the same. */
    private @Nullable NettyHooks installHooks() {
        try {
            return NettyHooks.install(instrumentation, register, hookFaults::add);
        } catch (RuntimeException | LinkageError fault) {
            hookFaults.add(fault);
            return null;
        }
    }

    private void sayWhichHooksFailed() {
        for (Throwable fault = hookFaults.poll(); fault != null; fault = hookFaults.poll()) {
            StandardError.say("a hook in Netty is off, and the loops are watched without it: " + fault);
        }
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
            if (hooks != null) {
                hooks.close();
            }
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
