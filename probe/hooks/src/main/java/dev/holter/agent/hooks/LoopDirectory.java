package dev.holter.agent.hooks;

import dev.holter.probe.WatchedLoop;
import java.util.Optional;

/** Who knows which event loops are watched. */
@FunctionalInterface
public interface LoopDirectory {

    /**
     * What watches an event executor of Netty. Asked on any thread, on each request of a channel whose
     * executor is not watched: it must be fast and must not block.
     *
     * @param eventLoop an {@code EventExecutor} of any copy of Netty
     * @return empty where it is not watched, or not yet
     */
    Optional<WatchedLoop> watched(Object eventLoop);

    /**
     * The same of the event executor that the current thread runs. Asked on each turn of one that is not
     * watched: that is also the way to find out about one that has just begun to run. It must be fast and
     * must not block, nor allocate for an executor that is known.
     *
     * @param eventLoop a {@code SingleThreadEventExecutor} of any copy of Netty
     * @return empty where it is not watched, or not yet
     */
    default Optional<WatchedLoop> turnOf(Object eventLoop) {
        return watched(eventLoop);
    }
}
