package dev.holter.agent.hooks;

import dev.holter.probe.WatchedLoop;
import java.util.Optional;

/** Who knows which event loops are watched. */
@FunctionalInterface
public interface LoopDirectory {

    /**
     * What watches an event executor of Netty. Asked on the executor's own thread, on each turn of one
     * that is not watched: it must be fast and must not block. That it is asked is also the way to
     * find out about an event loop that has just begun to run.
     *
     * @param eventLoop an {@code EventExecutor} of any copy of Netty
     * @return empty where it is not watched, or not yet
     */
    Optional<WatchedLoop> watched(Object eventLoop);
}
