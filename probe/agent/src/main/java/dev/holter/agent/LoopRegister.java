package dev.holter.agent;

import dev.holter.agent.LoopTable.Known;
import dev.holter.agent.discovery.FoundLoop;
import dev.holter.agent.hooks.LoopDirectory;
import dev.holter.probe.WatchedLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The event executors that were looked at, by the service's own objects, and what watches those that are loops. The
 * agent's thread looks at them and forgets them; any thread may ask, and never waits.
 */
final class LoopRegister implements LoopDirectory {
    private final AskingLoops asking;
    private final List<Known> known = new ArrayList<>();
    private volatile LoopTable table = new LoopTable(known);

    /**
     * Makes an empty register.
     *
     * @param onAsked run by an event executor that nobody has looked at, on its thread; must not block
     */
    LoopRegister(Runnable onAsked) {
        this.asking = new AskingLoops(onAsked);
    }

    @Override
    public Optional<WatchedLoop> watched(Object eventLoop) {
        Known found = table.find(eventLoop);
        return found == null ? Optional.empty() : found.watch();
    }

    @Override
    public Optional<WatchedLoop> turnOf(Object eventLoop) {
        Known found = table.find(eventLoop);
        if (found != null) {
            return found.watch();
        }
        asking.ask(eventLoop);
        return Optional.empty();
    }

    /** Executors whose turns nobody has looked at yet. */
    List<AskingLoops.Asking> takeAsking() {
        return asking.take();
    }

    boolean contains(FoundLoop loop) {
        return watched(loop.executor()).isPresent();
    }

    void add(FoundLoop loop, WatchedLoop watch) {
        put(loop.executor(), Optional.of(watch));
    }

    /** The executor is no loop, or none that can be watched, and need not ask again. */
    void refuse(Object executor) {
        if (table.find(executor) == null) {
            put(executor, Optional.empty());
        }
    }

    /** How many are watched. */
    int size() {
        return (int) known.stream().filter(one -> one.watch().isPresent()).count();
    }

    /** Ends the watch of loops that have ended, so that their names are free again. */
    void removeEnded() {
        List<Known> ended = known.stream().filter(Known::hasEnded).toList();
        if (!ended.isEmpty()) {
            ended.forEach(one -> one.watch().ifPresent(WatchedLoop::close));
            known.removeAll(ended);
            table = new LoopTable(known);
        }
    }

    private void put(Object executor, Optional<WatchedLoop> watch) {
        known.removeIf(one -> one.refersTo(executor));
        known.add(new Known(executor, watch));
        table = new LoopTable(known);
    }
}
