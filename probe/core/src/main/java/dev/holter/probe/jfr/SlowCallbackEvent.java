package dev.holter.probe.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One slow callback in a recording. */
@Name(SlowCallbackEvent.NAME)
@Label("Slow Callback")
@Category("Holter")
@Description("A callback that held its event loop for long; written within a moment of its end")
@StackTrace(false)
@Registered(false)
final class SlowCallbackEvent extends Event {
    static final String NAME = "dev.holter.SlowCallback";

    @Label("Loop")
    @Description("Name of the event loop")
    @Nullable
    String loop;

    @Label("Callback")
    @Description("Class of the callback")
    @Nullable
    String callback;

    @Label("Ran For")
    @Timespan(Timespan.NANOSECONDS)
    long ranFor;
}
