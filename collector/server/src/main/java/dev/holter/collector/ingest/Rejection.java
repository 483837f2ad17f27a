package dev.holter.collector.ingest;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.domain.Refusal;
import io.grpc.Status;

/**
 * Why a stream is ended.
 *
 * @param counter where it is counted
 * @param code what the probe is told
 * @param field which field, as in probe.proto
 * @param why what is wrong with it
 */
record Rejection(CollectorCounter counter, Status.Code code, String field, String why) {

    static Rejection invalid(String field, String why) {
        return new Rejection(CollectorCounter.REJECTED_INVALID, Status.Code.INVALID_ARGUMENT, field, why);
    }

    static Rejection histogram(String field, String why) {
        return new Rejection(CollectorCounter.REJECTED_HISTOGRAM, Status.Code.INVALID_ARGUMENT, field, why);
    }

    static Rejection noIntroduction(String why) {
        return new Rejection(
                CollectorCounter.REJECTED_NO_INTRODUCTION, Status.Code.FAILED_PRECONDITION, "introduction", why);
    }

    static Rejection tooMany(String field, int count, int limit) {
        return limit(CollectorCounter.REJECTED_TOO_MANY, field, count + " of them pass the limit of " + limit);
    }

    static Rejection tooLong(String field, int length, int limit) {
        return limit(CollectorCounter.REJECTED_TOO_LONG, field, "length " + length + " passes the limit of " + limit);
    }

    static Rejection limit(CollectorCounter counter, String field, String why) {
        return new Rejection(counter, Status.Code.RESOURCE_EXHAUSTED, field, why);
    }

    static Rejection of(Refusal refusal) {
        CollectorCounter counter = switch (refusal.reason()) {
            case NAME_TAKEN -> CollectorCounter.REJECTED_NAME_TAKEN;
            case SUPERSEDED -> CollectorCounter.CONNECTIONS_TAKEN_OVER;
            case SEQUENCE -> CollectorCounter.REJECTED_SEQUENCE;
            case COUNTER -> CollectorCounter.REJECTED_COUNTER;
            case UNKNOWN_LOOP -> CollectorCounter.REJECTED_UNKNOWN_LOOP;
            case FOREIGN_INCIDENT, ENDED_INCIDENT -> CollectorCounter.REJECTED_INVALID;
        };
        Status.Code code = switch (refusal.reason()) {
            case NAME_TAKEN -> Status.Code.ALREADY_EXISTS;
            case SUPERSEDED -> Status.Code.ABORTED;
            case SEQUENCE, COUNTER, UNKNOWN_LOOP, FOREIGN_INCIDENT, ENDED_INCIDENT -> Status.Code.INVALID_ARGUMENT;
        };
        return new Rejection(counter, code, refusal.field(), refusal.why());
    }

    /** What the probe and the log are told: the field and what is wrong with it. */
    String description() {
        return field + ": " + why;
    }
}
