package dev.holter.probe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** One stall in a recording, beside everything else that the JVM did meanwhile. */
@Name(StallEvent.NAME)
@Label("Stall")
@Category("Holter")
@Description("An event loop that did not run; from when it was noticed until it ran again")
@StackTrace(false)
@Registered(false)
final class StallEvent extends Event {
    static final String NAME = "dev.holter.Stall";

    @Label("Loop")
    @Description("Name of the event loop")
    @Nullable
    String loop;

    @Label("Stalled Since")
    @Description("When the heartbeat that did not run was due")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long stalledSince;

    @Label("Stalled For")
    @Description("From when the heartbeat was due until it ran")
    @Timespan(Timespan.NANOSECONDS)
    long stalledFor;

    @Label("Cause")
    @Description("Why the loop did not run, as far as it can be shown")
    @Nullable
    String cause;

    @Label("Confidence")
    @Description("How sure the cause is")
    @Percentage
    float confidence;

    @Label("Culprit")
    @Description("First frame of application code on the stalled stack")
    @Nullable
    String culprit;

    @Label("Detail")
    @Description("More of the cause: the peer, the path, the lock and its owner")
    @Nullable
    String detail;

    @Label("Incident")
    @Description("Holter's id of the incident")
    @Nullable
    String incident;
}
