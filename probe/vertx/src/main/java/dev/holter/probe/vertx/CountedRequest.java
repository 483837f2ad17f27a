package dev.holter.probe.vertx;

import dev.holter.probe.RequestMeter;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request in flight. It ends once, however many ends Vert.x tells of it, and on whichever thread. */
final class CountedRequest {
    private final RequestMeter meter;
    private final AtomicBoolean finished = new AtomicBoolean();

    private CountedRequest(RequestMeter meter) {
        this.meter = meter;
    }

    static CountedRequest started(RequestMeter meter) {
        meter.started();
        return new CountedRequest(meter);
    }

    void finish() {
        if (finished.compareAndSet(false, true)) {
            meter.finished();
        }
    }
}
