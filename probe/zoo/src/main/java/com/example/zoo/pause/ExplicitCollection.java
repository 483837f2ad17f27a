package com.example.zoo.pause;

import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.time.Duration;

/** A maintenance thread that asks for a full collection of a large heap; the time is the collector's. */
public final class ExplicitCollection implements Disturbance {
    private final Ballast ballast = new Ballast();

    @Override
    public Interval happen(Duration time) throws Exception {
        return Interval.of(System::gc);
    }

    @Override
    public void close() {
        ballast.close();
    }
}
