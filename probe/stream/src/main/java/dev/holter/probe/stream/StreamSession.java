package dev.holter.probe.stream;

import dev.holter.probe.report.ProcessIdentity;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.IncidentAck;
import dev.holter.wire.v1.ProbeServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream, from the introduction to its end. Sends what the outbox holds, and only while the transport
 * has room: what gRPC queues is at most its own small buffer and one message. Everything happens on the
 * driver's thread. It decides nothing about what comes after it.
 */
final class StreamSession extends ClientCall.Listener<ConnectResponse> {
    private final Link link;
    private final ProcessIdentity identity;
    private final Outbox outbox;
    private final Owner owner;
    private final ClientCall<ConnectRequest, ConnectResponse> call;
    private boolean isIntroduced;
    private boolean isWelcome;
    private boolean isFinishing;
    private boolean isDone;

    /** Who keeps the stream. Called on the driver's thread. */
    interface Owner {

        /** The collector has taken the introduction. Called at most once. */
        void welcomed(StreamSession session, String collectorVersion);

        /** The stream is over. Called once, as the last. */
        void ended(StreamSession session, Status status);
    }

    StreamSession(Link link, ProcessIdentity identity, Outbox outbox, Owner owner) {
        this.link = link;
        this.identity = identity;
        this.outbox = outbox;
        this.owner = owner;
        this.call = link.channel().newCall(ProbeServiceGrpc.getConnectMethod(), CallOptions.DEFAULT);
    }

    void begin() {
        outbox.streamBegan();
        call.start(this, new Metadata());
        call.request(1);
    }

    /** Sends what there is to send and room for. */
    void pump() {
        try {
            while (!isDone && call.isReady()) {
                ConnectRequest request = next();
                if (request != null) {
                    call.sendMessage(request);
                } else {
                    halfCloseIfFinishing();
                    return;
                }
            }
        } catch (RuntimeException e) {
            giveUp("a report could not be sent", e);
        }
    }

    /** Sends what is left, then tells the collector that nothing more comes. */
    void finish() {
        isFinishing = true;
        pump();
    }

    /** Ends the stream from this side; the owner hears of it as of any other end. */
    void giveUp(String why, @Nullable Throwable cause) {
        isDone = true;
        call.cancel(why, cause);
    }

    boolean isWelcome() {
        return isWelcome;
    }

    /** The connection under the stream. */
    Link link() {
        return link;
    }

    @Override
    public void onReady() {
        pump();
    }

    @Override
    public void onMessage(ConnectResponse response) {
        switch (response.getMessageCase()) {
            case WELCOME -> welcome(response.getWelcome().getCollectorVersion());
            case INCIDENT_ACK -> acknowledge(response.getIncidentAck());
            case MESSAGE_NOT_SET -> {
                // An answer of a newer collector, which this probe can do without.
            }
        }
        call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        isDone = true;
        owner.ended(this, status);
    }

    private @Nullable ConnectRequest next() {
        if (!isIntroduced) {
            isIntroduced = true;
            return WireWriter.introduction(identity);
        }
        Optional<ConnectRequest> incident = outbox.nextIncident().map(WireWriter::incident);
        return incident.or(() -> outbox.nextState().map(WireWriter::state)).orElse(null);
    }

    private void halfCloseIfFinishing() {
        if (isFinishing) {
            isDone = true;
            call.halfClose();
        }
    }

    private void welcome(String collectorVersion) {
        if (!isWelcome) {
            isWelcome = true;
            owner.welcomed(this, collectorVersion);
        }
    }

    private void acknowledge(IncidentAck ack) {
        outbox.acknowledged(ack.getId(), ack.getRevision());
    }
}
