package dev.holter.collector.ingest;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.domain.Admission;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.domain.LoggedIncident;
import dev.holter.collector.domain.Outcome;
import dev.holter.collector.domain.ProcessIdentity;
import dev.holter.collector.domain.ProcessState;
import dev.holter.collector.domain.Session;
import dev.holter.collector.event.CollectorEvent.IncidentChanged;
import dev.holter.collector.event.CollectorEvent.ProcessChanged;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.ConnectResponse;
import dev.holter.wire.v1.IncidentAck;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.StateReport;
import dev.holter.wire.v1.Welcome;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one probe, from its first message to its end. What the probe sends is read, handed to
 * the fleet and answered; the first thing that breaks a rule ends the stream, is counted and logged, and
 * touches nobody else.
 *
 * <p>The transport calls one method at a time, on any of its threads. {@link #supersede} comes from the
 * thread of another stream, so everything that is sent is sent under this object's lock. The next
 * message is asked for only when the one before is dealt with and the probe reads what it is answered: a
 * probe that does not read is not read.
 */
final class ProbeStream implements StreamObserver<ConnectRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeStream.class);

    private final IngestContext context;
    private final OpenStreams openStreams;
    private final ServerCallStreamObserver<ConnectResponse> probe;
    private final String remote;
    private @Nullable Session session;
    private @Nullable MinuteAllowance incidentAllowance;
    private boolean waitsForProbe;
    private boolean introductionSettled;
    private boolean ended;

    ProbeStream(
            IngestContext context,
            OpenStreams openStreams,
            ServerCallStreamObserver<ConnectResponse> probe,
            String remote) {
        this.context = context;
        this.openStreams = openStreams;
        this.probe = probe;
        this.remote = remote;
    }

    /** Asks for the first message. */
    void open() {
        probe.disableAutoRequest();
        probe.setOnReadyHandler(this::probeReads);
        // The end of the call comes as onError; the handler keeps the transport from throwing on late answers.
        probe.setOnCancelHandler(() -> {});
        probe.request(1);
    }

    /** No introduction is waited for any longer. Called from any thread, also where one has come. */
    void requireIntroduction(Duration patience) {
        if (settleIntroduction()) {
            reject(Rejection.noIntroduction("has not come within " + patience.toMillis() + " ms"));
        }
    }

    @Override
    public void onNext(ConnectRequest request) {
        try {
            handle(request);
        } catch (RuntimeException e) {
            LOG.error("{}: could not deal with a message of {}", remote, session, e);
            reject(new Rejection(
                    CollectorCounter.REJECTED_FAULT, Status.Code.INTERNAL, "message", "the collector failed on it"));
        }
        askForMore();
    }

    @Override
    public void onError(Throwable cause) {
        close(Status.fromThrowable(cause).getCode().name());
    }

    @Override
    public void onCompleted() {
        close("ended by the probe");
        answer(probe::onCompleted, true);
    }

    /** A newer stream of the same process has come. */
    void supersede() {
        Status status = Status.ABORTED.withDescription("a newer stream of the same process has taken over");
        if (end(status, CollectorCounter.CONNECTIONS_TAKEN_OVER)) {
            LOG.info("{} came on another stream; ended the one from {}", session, remote);
        }
    }

    private void handle(ConnectRequest request) {
        if (hasEnded()) {
            return;
        }
        if (SizeLimit.isUnread(request)) {
            reject(Rejection.limit(
                    CollectorCounter.REJECTED_MESSAGE_SIZE,
                    "message",
                    "is larger than " + context.limits().messageBytes() + " bytes"));
            return;
        }
        Session known = session;
        switch (request.getMessageCase()) {
            case INTRODUCTION -> introduce(request.getIntroduction(), known);
            case STATE -> report(request.getState(), known);
            case INCIDENT -> incident(request.getIncident(), known);
            case MESSAGE_NOT_SET ->
                reject(
                        known == null
                                ? Rejection.noIntroduction("the first message is empty")
                                : Rejection.invalid("message", "is empty"));
        }
    }

    private void introduce(Introduction wire, @Nullable Session known) {
        context.counters().increment(CollectorCounter.INTRODUCTIONS);
        if (known != null) {
            reject(Rejection.invalid("introduction", "has come already; it is the first message and no other"));
            return;
        }
        if (!settleIntroduction()) {
            return; // it came too late: the stream is being ended
        }
        switch (context.reader().introduction(wire)) {
            case Reading.Invalid<ProcessIdentity>(Rejection rejection) -> reject(rejection);
            case Reading.Valid<ProcessIdentity>(ProcessIdentity identity) -> admit(identity);
        }
    }

    private void admit(ProcessIdentity identity) {
        Instant now = context.clock().instant();
        switch (context.fleet().introduce(identity, now)) {
            case Outcome.Taken<Admission>(Admission admission) -> admitted(admission, now);
            case Outcome.Refused<Admission>(var refusal) -> reject(Rejection.of(refusal));
            case Outcome.Known<Admission> known -> throw new IllegalStateException("an introduction is never known");
        }
    }

    private void admitted(Admission admission, Instant now) {
        session = admission.session();
        incidentAllowance = new MinuteAllowance(context.limits().incidentsPerMinute(), now);
        openStreams.replace(admission.superseded(), admission.session(), this);
        LOG.info("{} connected from {}", admission.session(), remote);
        answer(
                () -> probe.onNext(ConnectResponse.newBuilder()
                        .setWelcome(Welcome.newBuilder().setCollectorVersion(context.version()))
                        .build()),
                false);
        admission.closed().forEach(this::tellEnded);
        context.events().publish(new ProcessChanged(admission.status()));
    }

    private void report(StateReport wire, @Nullable Session known) {
        context.counters().increment(CollectorCounter.STATES);
        if (known == null) {
            reject(Rejection.noIntroduction("has to be the first message; a state came"));
            return;
        }
        switch (context.reader().state(wire, known.identity().key())) {
            case Reading.Invalid<ProcessState>(Rejection rejection) -> reject(rejection);
            case Reading.Valid<ProcessState>(ProcessState state) -> {
                switch (context.fleet().report(known, state, context.clock().instant())) {
                    case Outcome.Taken<?> taken -> {}
                    case Outcome.Known<?> repeated -> context.counters().increment(CollectorCounter.STATES_REPEATED);
                    case Outcome.Refused<?>(var refusal) -> reject(Rejection.of(refusal));
                }
            }
        }
    }

    private void incident(dev.holter.wire.v1.Incident wire, @Nullable Session known) {
        context.counters().increment(CollectorCounter.INCIDENTS);
        if (known == null || incidentAllowance == null) {
            reject(Rejection.noIntroduction("has to be the first message; an incident came"));
            return;
        }
        Instant now = context.clock().instant();
        if (!incidentAllowance.take(now)) {
            reject(Rejection.limit(
                    CollectorCounter.REJECTED_INCIDENT_RATE,
                    "incident",
                    "more than " + context.limits().incidentsPerMinute() + " a minute"));
            return;
        }
        switch (context.reader().incident(wire, known.identity().key(), now)) {
            case Reading.Invalid<Incident>(Rejection rejection) -> reject(rejection);
            case Reading.Valid<Incident>(Incident incident) -> log(known, incident);
        }
    }

    private void log(Session known, Incident incident) {
        switch (context.fleet().incident(known, incident)) {
            case Outcome.Taken<LoggedIncident>(LoggedIncident logged) -> {
                context.counters().add(CollectorCounter.INCIDENTS_DROPPED, logged.dropped());
                acknowledge(incident);
                context.events().publish(new IncidentChanged(logged.incident(), logged.change()));
            }
            case Outcome.Known<LoggedIncident> repeated -> {
                context.counters().increment(CollectorCounter.INCIDENTS_REPEATED);
                acknowledge(incident);
            }
            case Outcome.Refused<LoggedIncident>(var refusal) -> reject(Rejection.of(refusal));
        }
    }

    private void tellEnded(Incident incident) {
        context.events().publish(new IncidentChanged(incident, IncidentChange.ENDED));
    }

    private void acknowledge(Incident incident) {
        answer(
                () -> probe.onNext(ConnectResponse.newBuilder()
                        .setIncidentAck(
                                IncidentAck.newBuilder().setId(incident.id()).setRevision(incident.revision()))
                        .build()),
                false);
    }

    private void reject(Rejection rejection) {
        Status status = Status.fromCode(rejection.code()).withDescription(rejection.description());
        if (end(status, rejection.counter())) {
            LOG.warn(
                    "Ended the stream of {} from {}: {}: {}",
                    session == null ? "a probe" : session,
                    remote,
                    rejection.code(),
                    rejection.description());
        }
    }

    /** Whether this call is what ended it. Counted first, so that whoever sees the end finds it counted. */
    private boolean end(Status status, CollectorCounter counter) {
        boolean first = answer(
                () -> {
                    context.counters().increment(counter);
                    probe.onError(status.asRuntimeException());
                },
                true);
        if (first) {
            leave();
        }
        return first;
    }

    private void close(String how) {
        synchronized (this) {
            if (session != null && !ended) {
                LOG.info("{} disconnected: {}", session, how);
            }
        }
        leave();
    }

    /** Takes the process out of the fleet, where this stream is still the one that speaks for it. */
    private void leave() {
        Session known = session;
        if (openStreams.close(this) && known != null) {
            context.fleet().disconnect(known, context.clock().instant()).ifPresent(departure -> {
                departure.closed().forEach(this::tellEnded);
                context.events().publish(new ProcessChanged(departure.status()));
            });
        }
    }

    private synchronized boolean answer(Runnable send, boolean last) {
        if (ended) {
            return false;
        }
        ended = last;
        send.run();
        return true;
    }

    /** Whether this call decides, before any other, if the stream has an introduction. */
    private synchronized boolean settleIntroduction() {
        boolean first = !introductionSettled;
        introductionSettled = true;
        return first;
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private void askForMore() {
        if (probe.isReady() || hasEnded()) {
            probe.request(1);
        } else {
            waitsForProbe = true;
        }
    }

    private void probeReads() {
        if (waitsForProbe) {
            waitsForProbe = false;
            probe.request(1);
        }
    }
}
