package dev.holter.collector.ingest;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts messages that the transport itself does not let in, since they pass the size limit by far: it
 * ends their stream before any code of ours sees it.
 */
final class OversizeCount extends ServerStreamTracer.Factory {
    private static final Logger LOG = LoggerFactory.getLogger(OversizeCount.class);
    /** How the transport's description begins; ours begin with the name of a field. */
    private static final String TRANSPORT_SAYS = "gRPC message exceeds";

    private final CollectorCounters counters;

    OversizeCount(CollectorCounters counters) {
        this.counters = counters;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new ServerStreamTracer() {
            @Override
            public void streamClosed(Status status) {
                String description = String.valueOf(status.getDescription());
                if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && description.startsWith(TRANSPORT_SAYS)) {
                    counters.increment(CollectorCounter.REJECTED_MESSAGE_SIZE);
                    LOG.warn("Cut a stream off: {}", description);
                }
            }
        };
    }
}
