package dev.holter.probe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** The probe's clock as it stood within the event, by which times of other events are told in it. */
@Name(ClockMark.NAME)
@Label("Clock Mark")
@Category("Holter")
@Description("What Holter's clock showed, once a second while it records")
@StackTrace(false)
@Registered(false)
final class ClockMark extends Event {
    static final String NAME = "dev.holter.ClockMark";

    @Label("Nanoseconds")
    @Description("Nanoseconds since a fixed instant of this run")
    long nanos;
}
