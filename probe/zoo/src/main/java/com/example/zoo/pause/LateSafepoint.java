package com.example.zoo.pause;

import com.example.zoo.cpu.CountedLoop;
import com.example.zoo.peer.Background;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import com.example.zoo.plan.Request;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** A batch thread in a loop that the JVM cannot stop, while a monitoring agent asks for all stacks. */
public final class LateSafepoint implements Disturbance {
    private static final long UNTIL_IT_COMPUTES_MILLIS = 20;

    private final CountedLoop batch = new CountedLoop();

    @Override
    public Interval happen(Duration time) throws Exception {
        Background.start(
                "batch", () -> batch.handle(new Request(time.plusMillis(UNTIL_IT_COMPUTES_MILLIS), Runnable::run)));
        Thread.sleep(UNTIL_IT_COMPUTES_MILLIS);
        return Interval.of(() -> ManagementFactory.getThreadMXBean().dumpAllThreads(false, false));
    }
}
