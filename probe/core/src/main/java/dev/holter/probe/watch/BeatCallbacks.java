package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.diagnosis.CallbackActivity;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a loop did with its callbacks since its last heartbeat was sent. Watchdog thread only. */
final class BeatCallbacks {
    private final CallbackMeter meter;
    private OptionalInt pendingAtSend = OptionalInt.empty();

    BeatCallbacks(CallbackMeter meter) {
        this.meter = meter;
    }

    /**
     * A heartbeat is about to be sent.
     *
     * @param pending tasks in the loop's queue; empty where unknown
     */
    void beatIsSent(OptionalInt pending) {
        pendingAtSend = pending;
        meter.mark();
    }

    /**
     * What it did until now.
     *
     * @param pending tasks in the loop's queue now, without the heartbeat
     */
    CallbackActivity activity(OptionalInt pending) {
        return meter.isUsed()
                ? new CallbackActivity(
                        OptionalLong.of(meter.ranSinceMark()),
                        meter.quickSinceMark(),
                        meter.quickNanosSinceMark(),
                        pendingAtSend,
                        pending,
                        meter.frequentSinceMark())
                : CallbackActivity.queued(pendingAtSend, pending);
    }
}
