package dev.holter.collector.ingest;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The streams that are open, and whose they are. Safe for any thread. */
final class OpenStreams {
    private final int limit;
    private final CollectorCounters counters;
    private final Set<ProbeStream> streams = new HashSet<>();
    private final Map<Session, ProbeStream> bySession = new HashMap<>();

    OpenStreams(int limit, CollectorCounters counters) {
        this.limit = limit;
        this.counters = counters;
    }

    /** Whether there is room for one more; if so, it counts as open. */
    synchronized boolean open(ProbeStream stream) {
        if (streams.size() >= limit) {
            return false;
        }
        streams.add(stream);
        counters.increment(CollectorCounter.CONNECTIONS_OPEN);
        return true;
    }

    /** Notes whose stream it is and ends the one that it supersedes. */
    void replace(Optional<Session> superseded, Session session, ProbeStream stream) {
        Optional<ProbeStream> older;
        synchronized (this) {
            bySession.put(session, stream);
            older = superseded.map(bySession::get);
        }
        // Outside the lock: it sends, and comes back here to be closed.
        older.ifPresent(ProbeStream::supersede);
    }

    /** Whether it was open until now. */
    synchronized boolean close(ProbeStream stream) {
        if (!streams.remove(stream)) {
            return false;
        }
        bySession.values().remove(stream);
        counters.add(CollectorCounter.CONNECTIONS_OPEN, -1);
        return true;
    }
}
