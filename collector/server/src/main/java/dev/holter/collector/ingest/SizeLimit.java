package dev.holter.collector.ingest;

import dev.holter.wire.v1.ConnectRequest;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;

/**
 * Leaves a message unread that is larger than the limit. The transport's own limit resets the stream,
 * of which the probe sees no more than that it was cancelled; this one lets the stream end with a status
 * that says why. Safe for any thread.
 */
final class SizeLimit implements Marshaller<ConnectRequest> {
    private static final ConnectRequest UNREAD = ConnectRequest.newBuilder().build();

    private final int limit;
    private final Marshaller<ConnectRequest> reader;

    SizeLimit(int limit, Marshaller<ConnectRequest> reader) {
        this.limit = limit;
        this.reader = reader;
    }

    /** Whether this stands for a message that was left unread. */
    @SuppressWarnings("ReferenceEquality") // an empty message that a probe sent is another thing
    static boolean isUnread(ConnectRequest message) {
        return message == UNREAD;
    }

    @Override
    public InputStream stream(ConnectRequest message) {
        return reader.stream(message);
    }

    @Override
    public ConnectRequest parse(InputStream message) {
        try {
            // A message has arrived as a whole before it is parsed.
            return message.available() > limit ? UNREAD : reader.parse(message);
        } catch (IOException e) {
            return UNREAD;
        }
    }
}
