package com.example.zoo.pause;

import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;

/** A monitoring agent that counts the objects of a large heap, at a safepoint; the time is the JVM's. */
public final class HeapHistogram implements Disturbance {
    private static final Object[] ALL_OBJECTS = {new String[] {"-all"}};
    private static final String[] SIGNATURE = {String[].class.getName()};

    private final Ballast ballast = new Ballast();
    private final ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");

    /** Fills the heap. */
    public HeapHistogram() throws JMException {}

    @Override
    public Interval happen(Duration time) throws Exception {
        return Interval.of(() -> ManagementFactory.getPlatformMBeanServer()
                .invoke(commands, "gcClassHistogram", ALL_OBJECTS, SIGNATURE));
    }

    @Override
    public void close() {
        ballast.close();
    }
}
