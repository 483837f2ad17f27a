package dev.holter.agent;

import dev.holter.agent.hooks.HookFault;
import dev.holter.probe.ProbeSink;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the faults of the hooks in Netty, which the probe reports among its drops, and says the first of each kind.
 * Any thread adds one, event loops among them; the agent's thread says it, because a write to standard error can block.
 */
final class HookFaultLog implements ProbeSink {
    /** Hooks that failed or could not be installed, and channels that are no longer counted; 0: all is hooked. */
    static final String HOOK_FAILED = "hook_failed";

    private final AtomicLong count = new AtomicLong();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private final Queue<String> unsaid = new ConcurrentLinkedQueue<>();

    void add(Throwable fault) {
        count.incrementAndGet();
        String message = Objects.requireNonNullElse(fault.getMessage(), fault.toString());
        if (kinds.add(fault instanceof HookFault known ? known.loss() : message)) {
            unsaid.add(message);
        }
    }

    /** Says what has not been said. */
    void say() {
        for (String message = unsaid.poll(); message != null; message = unsaid.poll()) {
            StandardError.say("a hook in Netty failed, and the loops are watched without it: " + message);
        }
    }

    @Override
    public Map<String, Long> drops() {
        return Map.of(HOOK_FAILED, count.get());
    }

    @Override
    public void start(ProcessIdentity identity) {}

    @Override
    public void state(ProcessState state) {}

    @Override
    public void incident(Incident incident) {}

    @Override
    public void close() {}
}
